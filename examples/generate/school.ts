/** Schools of any size for trying things out, tests and benches: the same options give the same school. */
import { classId, personId, schoolId, type ClassId } from '@lyceum/core/school/ids.ts'
import type {
  ClassPlace,
  Guardianship,
  Person,
  School,
  SchoolClass,
  StaffPlace,
} from '@lyceum/core/school/people.ts'

import { makeHouseholds } from './families.ts'
import { inventFamily, inventName, inventSex, type Name } from './names.ts'
import { seededRandom, type Random } from './random.ts'
import { makeTimetable, type Timetable } from './timetable.ts'

export interface SchoolOptions {
  readonly pupils: number
  readonly classes: number
  /** Of these the last three are administrators too: the principal and two deputies. */
  readonly teachers: number
  readonly parents: number
  readonly seed: number
  /** Counts from 1 among several schools; ids begin with it. */
  readonly number?: number
}

/** The reference school of MISSION: 54 teachers, 374 pupils, about 600 parents. */
export const sampleOptions: SchoolOptions = {
  pupils: 374,
  classes: 17,
  teachers: 54,
  parents: 600,
  seed: 17,
}

const grades = 11
const administrators = 3

export function generateSchool(options: SchoolOptions = sampleOptions): School {
  const number = options.number ?? 1
  const random = seededRandom(options.seed * 1000 + number)
  const prefix = `${number}`
  const classes = makeClasses(prefix, options.classes)
  const teachers = makeTeachers(random, prefix, options.teachers)
  const timetable = makeTimetable(classes, teachers.length)
  const families = makeFamilies(random, prefix, classes, options)
  const taught = teacherPlaces(teachers, classes, timetable)
  return {
    info: {
      id: schoolId(`school-${prefix}`),
      name: `Лицей № ${number}`,
      language: 'ru',
      timeZone: 'Europe/Moscow',
    },
    classes: classes.map(({ id, label }) => ({ id, label })),
    people: [...teachers, ...families.pupils, ...families.parents],
    staff: staffOf(teachers, taught),
    places: [...taught, ...families.places],
    guardianships: families.guardianships,
    committee: [],
  }
}

/** Several schools at once, with ids that do not meet. */
export function generateSchools(options: SchoolOptions, count: number): School[] {
  return Array.from({ length: count }, (_, index) =>
    generateSchool({ ...options, number: index + 1 }),
  )
}

type GeneratedClass = SchoolClass & { readonly index: number; readonly grade: number }

/** Years 1 to 11; where there are more classes than years the upper years get a Б, then В and so on. */
function makeClasses(prefix: string, count: number): GeneratedClass[] {
  const labels: { grade: number; letter: number }[] = []
  for (let left = count, letter = 0; left > 0; letter += 1) {
    const inRow = Math.min(left, grades)
    const first = letter === 0 ? 1 : grades - inRow + 1
    for (let step = 0; step < inRow; step += 1) labels.push({ grade: first + step, letter })
    left -= inRow
  }
  labels.sort((a, b) => a.grade - b.grade || a.letter - b.letter)
  return labels.map(({ grade, letter }, index) => ({
    id: classId(`class-${prefix}-${String(index + 1).padStart(2, '0')}`),
    label: `${grade}${'АБВГДЕЖЗИКЛМНОПРСТ'[letter] ?? `-${letter + 1}`}`,
    index,
    grade,
  }))
}

function makeTeachers(random: Random, prefix: string, count: number): Person[] {
  return Array.from({ length: count }, (_, index) =>
    person(
      `t-${prefix}-${pad(index)}`,
      inventName(random, inventFamily(random), inventSex(random, 0.8)),
    ),
  )
}

function makeFamilies(
  random: Random,
  prefix: string,
  classes: readonly GeneratedClass[],
  options: SchoolOptions,
) {
  const pupils: Person[] = []
  const parents: Person[] = []
  const places: ClassPlace[] = []
  const guardianships: Guardianship[] = []
  for (const household of makeHouseholds(random, options.pupils, options.parents)) {
    const guardians = household.parents.map((name) => {
      const parent = person(`g-${prefix}-${pad(parents.length)}`, name)
      parents.push(parent)
      return parent
    })
    for (const name of household.children) {
      const pupil = person(`s-${prefix}-${pad(pupils.length)}`, name)
      const home = classes[pupils.length % classes.length]
      pupils.push(pupil)
      if (home) places.push(placeOf(pupil, home.id, 'pupil', []))
      for (const guardian of guardians)
        guardianships.push({ guardian: guardian.id, child: pupil.id })
    }
  }
  return { pupils, parents, places, guardianships }
}

function teacherPlaces(
  teachers: readonly Person[],
  classes: readonly GeneratedClass[],
  timetable: Timetable,
): ClassPlace[] {
  return classes.flatMap((group) => {
    const head = timetable.classTeachers[group.index]
    const subjects = new Map<number, string[]>(head === undefined ? [] : [[head, []]])
    for (const { classIndex, subject, teacher } of timetable.lessons) {
      if (classIndex !== group.index) continue
      subjects.set(teacher, [...(subjects.get(teacher) ?? []), subject])
    }
    return [...subjects].flatMap(([index, taught]) => {
      const teacher = teachers[index]
      const role = index === head ? 'class-teacher' : 'teacher'
      return teacher === undefined ? [] : [placeOf(teacher, group.id, role, taught.toSorted())]
    })
  })
}

function staffOf(teachers: readonly Person[], taught: readonly ClassPlace[]): StaffPlace[] {
  const places = Map.groupBy(taught, (entry) => entry.person)
  return [
    ...teachers
      .slice(-administrators)
      .map(({ id }): StaffPlace => ({ person: id, role: 'administrator', subjects: [] })),
    ...teachers.map(({ id }): StaffPlace => {
      const subjects = new Set((places.get(id) ?? []).flatMap((entry) => entry.subjects))
      return { person: id, role: 'teacher', subjects: [...subjects].toSorted() }
    }),
  ]
}

function placeOf(
  { id }: Person,
  group: ClassId,
  role: ClassPlace['role'],
  subjects: readonly string[],
): ClassPlace {
  return { person: id, class: group, role, subjects }
}

function person(id: string, name: Name): Person {
  return { id: personId(id), ...name }
}

function pad(index: number): string {
  return String(index + 1).padStart(4, '0')
}
