/** Who teaches what to whom: every class has its year's subjects, every teacher one or two subjects and a few classes. */
export interface TaughtClass {
  readonly index: number
  readonly grade: number
}

interface Lessons {
  readonly classIndex: number
  readonly subject: string
  readonly teacher: number
}

export interface Timetable {
  readonly lessons: readonly Lessons[]
  /** By class: the class teacher, who is no other class's while there are teachers enough. */
  readonly classTeachers: readonly number[]
}

/** In primary school one teacher has the class for most of the day. */
const primarySubjects = ['Русский язык', 'Литературное чтение', 'Математика', 'Окружающий мир']

/** Subject and the years in which it is taught. */
const subjects: readonly (readonly [string, number, number])[] = [
  ['Английский язык', 2, 11],
  ['Физическая культура', 1, 11],
  ['Музыка', 1, 8],
  ['Изобразительное искусство', 1, 7],
  ['Русский язык', 5, 11],
  ['Литература', 5, 11],
  ['Математика', 5, 6],
  ['Алгебра', 7, 11],
  ['Геометрия', 7, 11],
  ['История', 5, 11],
  ['Обществознание', 6, 11],
  ['География', 5, 11],
  ['Биология', 5, 11],
  ['Физика', 7, 11],
  ['Химия', 8, 11],
  ['Информатика', 7, 11],
]

export function makeTimetable(classes: readonly TaughtClass[], teachers: number): Timetable {
  const primary = classes.filter(({ grade }) => grade <= 4)
  const ownTeachers = teachers >= primary.length + 4 ? primary.length : 0
  const early = primary.flatMap(({ index }, place) =>
    primarySubjects.map((subject) => ({ classIndex: index, subject, teacher: place })),
  )
  const late = subjects.flatMap(([subject, from, to]) =>
    classes
      .filter(({ grade }) => grade >= from && grade <= to)
      .map(({ index }) => ({ classIndex: index, subject, teacher: 0 })),
  )
  const lessons =
    ownTeachers > 0
      ? [...early, ...share(late, ownTeachers, teachers)]
      : share([...early, ...late], 0, teachers)
  lessons.sort((a, b) => a.classIndex - b.classIndex)
  return { lessons, classTeachers: chooseClassTeachers(classes, lessons, teachers) }
}

/** Even loads: the lessons stand by subject, so a run of them is one subject, at its ends two. */
function share(lessons: readonly Lessons[], first: number, teachers: number): Lessons[] {
  const each = lessons.length / (teachers - first)
  return lessons.map((entry, place) => ({ ...entry, teacher: first + Math.floor(place / each) }))
}

function chooseClassTeachers(
  classes: readonly TaughtClass[],
  lessons: readonly Lessons[],
  teachers: number,
): readonly number[] {
  const taken = new Set<number>()
  return classes.map(({ index }) => {
    const own = lessons.filter((entry) => entry.classIndex === index).map((entry) => entry.teacher)
    const everyone = Array.from({ length: teachers }, (_, teacher) => teacher)
    const free = [...own, ...everyone].find((teacher) => !taken.has(teacher))
    const chosen = free ?? own[0] ?? 0
    taken.add(chosen)
    return chosen
  })
}
