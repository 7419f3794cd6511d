/** The simple YAML format (docs/roster.md): what `renderSimpleYaml` writes, and what a small school writes by hand. */
import { Readable } from 'node:stream'

import type { Language, School } from '@lyceum/core/school/people.ts'

import { detectShape } from '../encoding.ts'
import { readName } from '../names.ts'
import type { RosterOptions } from '../options.ts'
import type { Problems } from '../problems.ts'
import { bytesOf, type RosterFile } from '../source.ts'
import { cleanText } from '../text.ts'
import { isTimeZone } from '../time-zone.ts'
import { buildSchool } from './build.ts'
import type { ClassEntry, ClassReference, PersonEntry, SchoolEntry } from './entries.ts'
import { isPlainId } from '../plain-id.ts'
import { parseYaml, type YamlMap } from './yaml-nodes.ts'

const maxBytes = 32 * 1024 * 1024

export interface SimpleYaml {
  readonly schools: readonly School[]
  /** Left out where the file does not say whose records these are. */
  readonly source?: string
}

const nothing: SimpleYaml = { schools: [] }

export async function readSimpleYaml(
  file: RosterFile,
  options: RosterOptions,
  problems: Problems,
): Promise<SimpleYaml> {
  if (file.bytes > maxBytes) {
    problems.error({ file: file.name }, 'The file is larger than 32 MB; it is not read.')
    return nothing
  }
  const shape = await detectShape(file, problems)
  if (shape === undefined) return nothing
  const bytes = Buffer.concat(await Readable.from(bytesOf(file)).toArray())
  const decoded = new TextDecoder(shape.encoding).decode(bytes)
  return parseSimpleYaml(decoded, file.name, options, problems)
}

export function parseSimpleYaml(
  text: string,
  file: string,
  options: RosterOptions,
  problems: Problems,
): SimpleYaml {
  const top = parseYaml(text, file, problems)
  if (top === undefined) return nothing
  top.checkKeys(['format', 'source', 'schools'])
  const format = top.text('format')
  if (format !== undefined && format !== '1') {
    problems.error(top.place('format'), 'This format is newer than what is read here (1).')
  }
  const source = top.text('source')
  if (source !== undefined && !isPlainId(source)) {
    problems.error(
      top.place('source'),
      'The source is no plain name.',
      'Use letters, digits and -.',
    )
  }
  const schools = top.maps('schools').map((map) => schoolEntry(map, problems))
  if (schools.length === 0) {
    problems.error(
      top.place('schools'),
      'There is no school in the file.',
      'Begin with "schools:".',
    )
  }
  const built = schools.map((entry) => buildSchool(entry, options, problems))
  const seen = new Set<string>()
  for (const [index, { info }] of built.entries()) {
    const place = schools[index]?.place ?? { file }
    if (seen.has(info.id)) problems.error(place, `The school "${info.id}" is there twice.`)
    seen.add(info.id)
  }
  return { schools: built, ...(source === undefined ? {} : { source }) }
}

function schoolEntry(map: YamlMap, problems: Problems): SchoolEntry {
  map.checkKeys(['id', 'name', 'language', 'time_zone', 'classes', 'people'])
  const id = idOf(map, problems)
  const language = languageOf(map, problems)
  const timeZone = map.text('time_zone')
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const place = map.place('time_zone')
    problems.error(place, 'There is no such time zone.', 'Write it like Europe/Moscow.')
  }
  return {
    ...(id === undefined ? {} : { id }),
    name: cleanText(map.required('name')).text,
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    classes: map.maps('classes').map((entry) => classEntry(entry, problems)),
    people: map.maps('people').map((entry) => personEntry(entry, problems)),
    place: map.place(),
  }
}

function languageOf(map: YamlMap, problems: Problems): Language | undefined {
  const language = map.text('language')
  if (language === undefined || language === 'ru' || language === 'en') return language
  problems.error(map.place('language'), 'The language is neither ru nor en.')
  return undefined
}

function classEntry(map: YamlMap, problems: Problems): ClassEntry {
  map.checkKeys(['id', 'label'])
  const id = idOf(map, problems)
  return {
    ...(id === undefined ? {} : { id }),
    label: cleanText(map.required('label')).text,
    place: map.place(),
  }
}

const personKeys = [
  'id',
  'family_name',
  'given_name',
  'middle_name',
  'matrix_id',
  'administrator',
  'teacher',
  'pupil_of',
  'teacher_of',
  'class_teacher_of',
  'children',
  'committee',
  'committee_of',
] as const

function personEntry(map: YamlMap, problems: Problems): PersonEntry {
  map.checkKeys(personKeys)
  const id = idOf(map, problems)
  const middleName = readName(map.text('middle_name') ?? '', map.place('middle_name'), problems)
  const account = map.text('matrix_id')
  const administrator = office(map, 'administrator')
  const teacher = office(map, 'teacher')
  return {
    ...(id === undefined ? {} : { id }),
    givenName: readName(map.required('given_name'), map.place('given_name'), problems),
    // Somebody may have one name only; that must be said, since a forgotten name is likelier.
    familyName: map.has('family_name')
      ? readName(map.text('family_name') ?? '', map.place('family_name'), problems)
      : map.required('family_name'),
    ...(middleName === '' ? {} : { middleName }),
    ...(account === undefined || account === '' ? {} : { account }),
    ...(administrator === undefined || administrator === false ? {} : { administrator }),
    ...(teacher === undefined ? {} : { teacher }),
    pupilOf: classReferences(map, 'pupil_of'),
    teacherOf: classReferences(map, 'teacher_of'),
    classTeacherOf: classReferences(map, 'class_teacher_of'),
    children: map.texts('children').map(({ text, place }) => ({ ref: text, place })),
    committee: isYes(map.text('committee'), map, problems),
    committeeOf: classReferences(map, 'committee_of'),
    place: map.place(),
  }
}

/** `true`, `false` or the subjects. */
function office(
  map: YamlMap,
  key: 'administrator' | 'teacher',
): readonly string[] | false | undefined {
  if (!map.has(key)) return undefined
  const found = map.texts(key)
  const only = found.length === 1 && !map.isList(key) ? found[0]?.text : undefined
  if (only === 'false') return false
  if (only === 'true') return []
  return found.map(({ text }) => text)
}

function isYes(text: string | undefined, map: YamlMap, problems: Problems): boolean {
  if (text === undefined || text === 'false') return false
  if (text !== 'true')
    problems.error(map.place('committee'), '"committee" is neither true nor false.')
  return text === 'true'
}

function classReferences(map: YamlMap, key: string): readonly ClassReference[] {
  return map.lists(key).map(({ text, entries, place }) => ({ ref: text, subjects: entries, place }))
}

function idOf(map: YamlMap, problems: Problems): string | undefined {
  const id = map.text('id')
  if (id === undefined || isPlainId(id)) return id
  problems.error(
    map.place('id'),
    'The id is empty, longer than 255 characters, or has spaces or invisible characters in it.',
    'Leave it out, or use letters, digits and . - _ / @.',
  )
  return undefined
}
