/** Classes, for the class commands. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { describeClass } from '@lyceum/core/school/describe-class.ts'
import type { ClassId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import type { Output } from './output/output.ts'
import { selectSchools, theSchool, unknown } from './selection.ts'

export type ClassRow = ReturnType<typeof describeClass>

/** The school that is named, or the only one that has the class. */
export async function schoolOfClass(
  store: Store,
  id: string,
  asked: string | undefined,
): Promise<School> {
  const schools =
    asked === undefined
      ? (await Promise.all((await selectSchools(store, undefined)).map(load))).flat()
      : [await theSchool(store, asked)]
  const [first, ...others] = schools.filter(({ classes }) => classes.some((one) => one.id === id))
  if (first === undefined) {
    throw unknown(
      'class',
      id,
      schools.flatMap(({ classes }) => classes),
    )
  }
  if (others.length === 0) return first
  const ids = [first, ...others].map(({ info }) => info.id)
  throw new LyceumError('which-school', `Several schools have a class ${id}: say which.`, {
    hint: `--school ${ids.join(' | --school ')}`,
    exitCode: exitCodes.usage,
  })

  async function load({ id: one }: { readonly id: School['info']['id'] }) {
    return (await store.schools.load(one)) ?? []
  }
}

/** As it is stored now, which may be newer than `school`. */
export async function classRow(store: Store, { info }: School, id: ClassId): Promise<ClassRow> {
  const school = await store.schools.load(info.id)
  const found = school?.classes.find((one) => one.id === id)
  if (school === undefined || found === undefined) throw unknown('class', id)
  return describeClass(school, found)
}

export function reportClass(row: ClassRow, output: Output, told: string): void {
  if (output.asJson) output.printJson({ class: row })
  else output.print(told)
}

export function printClass(row: ClassRow, output: Output, t: Translate): void {
  const teachers = row.class_teachers.map((one) => `${one.name} (${one.id})`)
  output.print(output.style('bold', row.name))
  output.print(`  ${t('column.id-of')}: ${row.id}`)
  output.print(`  ${t('column.school')}: ${row.school_name} (${row.school})`)
  output.print(`  ${t('column.class-teachers')}: ${teachers.join(', ') || '-'}`)
  output.print(`  ${t('role.pupil')}: ${row.pupils}`)
  output.print(`  ${t('role.teacher')}: ${row.teachers}`)
  output.print(`  ${t('role.parent')}: ${row.parents}`)
}
