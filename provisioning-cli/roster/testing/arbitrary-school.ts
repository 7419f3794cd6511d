/** Any school whatever, as the model allows it: odd ids, odd names, places without staff rows, committees. */
import {
  classId,
  personId,
  schoolId,
  type ClassId,
  type PersonId,
} from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import fc from 'fast-check'

const id = fc.oneof(
  fc.stringMatching(/^[0-9a-zA-Z._/@{}-]{1,12}$/),
  fc.constantFrom(
    '1',
    '007',
    '1e5',
    'true',
    'null',
    '~',
    '-',
    'school',
    '__proto__',
    '0x1F',
    'Иванов',
  ),
)

/** Names and words as the readers leave them: NFC, trimmed, single spaces, nothing invisible. */
const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'true',
      'false',
      '1.5',
      'Ёжиков',
      "O'Neill",
      '- a',
      'a: b',
      '# a',
      '"x"',
      '{a}',
      '[',
      '*a',
      '&a',
      '!',
    ),
  )
  .map((text) =>
    text
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .normalize('NFC'),
  )
  .filter((text) => text !== '')

const subjects = fc.uniqueArray(word, { maxLength: 3 })

export const arbitrarySchool: fc.Arbitrary<School> = fc
  .record({
    classes: fc.uniqueArray(fc.record({ id: id.map(classId), label: word }), {
      selector: (group) => group.id,
      maxLength: 4,
    }),
    people: fc.uniqueArray(
      fc.record(
        {
          id: id.map(personId),
          givenName: word,
          familyName: fc.oneof(word, fc.constant('')),
          middleName: word,
        },
        { requiredKeys: ['id', 'givenName', 'familyName'] },
      ),
      { selector: (person) => person.id, maxLength: 8 },
    ),
  })
  .chain(({ classes, people }) =>
    fc.record({
      info: fc.record({
        id: id.map(schoolId),
        name: word,
        language: fc.constantFrom('ru' as const, 'en' as const),
        timeZone: fc.constantFrom('Europe/Moscow', 'Asia/Omsk', 'UTC'),
      }),
      classes: fc.constant(classes),
      people: fc.constant(people),
      ...arbitraryBelongings(
        people.map((person) => person.id),
        classes.map((group) => group.id),
      ),
    }),
  )

function arbitraryBelongings(people: readonly PersonId[], classes: readonly ClassId[]) {
  // Of an empty list nothing is picked: `list` gives an empty one then.
  const person = fc.constantFrom(...people, ...(people.length > 0 ? [] : [personId('-')]))
  const group = fc.constantFrom(...classes, ...(classes.length > 0 ? [] : [classId('-')]))
  const list = <T>(entry: fc.Arbitrary<T>, key: (value: T) => string, possible: boolean) =>
    possible ? fc.uniqueArray(entry, { selector: key, maxLength: 6 }) : fc.constant([])
  return {
    staff: list(
      fc.record({
        person,
        role: fc.constantFrom('administrator' as const, 'teacher' as const),
        subjects,
      }),
      (place) => `${place.role} ${place.person}`,
      people.length > 0,
    ),
    places: list(
      fc.record({
        person,
        class: group,
        role: fc.constantFrom('pupil' as const, 'teacher' as const, 'class-teacher' as const),
        subjects,
      }),
      (place) => `${place.class} ${place.person}`,
      people.length > 0 && classes.length > 0,
    ),
    guardianships: list(
      fc.record({ guardian: person, child: person }).filter((pair) => pair.guardian !== pair.child),
      (pair) => `${pair.guardian} ${pair.child}`,
      people.length > 1,
    ),
    committee: list(
      classes.length > 0
        ? fc.record({ person, class: group }, { requiredKeys: ['person'] })
        : fc.record({ person }),
      (place) => JSON.stringify(place),
      people.length > 0,
    ),
  }
}
