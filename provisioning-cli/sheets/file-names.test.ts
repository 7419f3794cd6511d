import { expect, test } from 'vitest'
import { classId, schoolId } from '@lyceum/core/school/ids.ts'
import { fileNames } from './file-names.ts'
import type { Group } from './groups.ts'

function group(label: string | undefined, id = 'C1', kind: Group['kind'] = 'class'): Group {
  return {
    school: {
      info: { id: schoolId('S/1'), name: 'School', language: 'ru', timeZone: 'UTC' },
      classes: [],
      people: [],
      staff: [],
      places: [],
      guardianships: [],
      committee: [],
    },
    kind,
    class: classId(id),
    label,
    members: [],
    kept: 0,
    entered: 0,
    replaced: 0,
  }
}

test.each([
  ['5А', 'class-5A'],
  ['10 «Щ» класс', 'class-10-Sch-klass'],
  ['../../etc/passwd', 'class-etc-passwd'],
  ['5\u0000:*?', 'class-5'],
  ['…', 'class-C1'],
  ['x'.repeat(300), `class-${'x'.repeat(60)}`],
])('the class %s has a file that every system takes', (label, name) => {
  expect(fileNames([group(label)], false)).toEqual([name])
})

test('classes of one name, also of different alphabets, are told apart by their ids', () => {
  const groups = [group('5А', 'C1'), group('5a', 'C2'), group('6А', 'C3')]
  expect(fileNames(groups, false)).toEqual(['class-5A-C1', 'class-5a-C2', 'class-6A'])
})

test('several schools do not meet in one file', () => {
  const groups = [group('5А'), group(undefined, 'C1', 'staff')]
  expect(fileNames(groups, true)).toEqual(['S-1-class-5A', 'S-1-staff'])
  expect(fileNames(groups, false)).toEqual(['class-5A', 'staff'])
})
