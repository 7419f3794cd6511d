import { describe, expect, it } from 'vitest'
import { parentId, pupilId, smallSchool, teacherId } from '../../testing/small-school.ts'
import { classId, personId, schoolId, userId, type PersonId, type UserId } from '../ids.ts'
import { standingsIn, type Standing } from '../policy/standing.ts'
import { may, reachOf, type Actor } from './may.ts'
import { actions, rightsTable, type ActingRole } from './table.ts'

const school = smallSchool({ classes: 3 })
const here = schoolId('S1')
const accounts = new Map(school.people.map(({ id }) => [id, userId(`@${id}:test`)] as const))
const standings = standingsIn(school, accounts)

function as(person: PersonId): Standing {
  const user = accounts.get(person) as UserId
  const found = standings.get(user)
  if (found === undefined) throw new Error(`${person} has no standing`)
  return { user, schools: [found], region: false }
}

/** Teacher 2 leads class 2 and teaches in class 3; a plain teacher is made of it by taking the lead away. */
const leader = as(teacherId('S1', 2))
const plain: Standing = {
  ...leader,
  schools: leader.schools.map((one) => ({ ...one, headOf: new Set() })),
}
const people: Readonly<Record<ActingRole, Standing>> = {
  administrator: as(personId('S1-A1')),
  'class-teacher': leader,
  teacher: plain,
  parent: as(parentId('S1', 2, 1)),
  pupil: as(pupilId('S1', 2, 1)),
}
const own = { school: here, class: classId('S1-C2') }
const other = { school: here, class: classId('S1-C1') }
const whole = { school: here }
const elsewhere = { school: schoolId('S2'), class: classId('S2-C1') }

describe('the rights table', () => {
  for (const action of actions) {
    const row = rightsTable[action]
    it(`${action}: reaches in every role as far as it says and nowhere further`, () => {
      for (const [role, actor] of Object.entries(people) as [ActingRole, Standing][]) {
        // A class teacher has what a teacher has.
        const reach = row[role] ?? (role === 'class-teacher' ? row.teacher : undefined)
        const seen = [whole, own, other, elsewhere].map(
          (target) => may(actor, action, target).allowed,
        )
        const wanted =
          reach === 'own-school'
            ? [true, true, true, false]
            : [false, reach === 'own-class', false, false]
        expect([role, ...seen]).toEqual([role, ...wanted])
      }
    })
  }

  it('gives a class teacher what a teacher has in classes that are only taught', () => {
    const taught = { school: here, class: classId('S1-C3') }
    expect(may(leader, 'decide-pupil', taught).allowed).toBe(true)
    expect(may(leader, 'decide-parent', taught)).toEqual({
      allowed: false,
      reason: 'another-class',
    })
  })

  it('lets a parent confirm the own child and no other', () => {
    const { parent } = people
    const mine = { school: here, child: pupilId('S1', 2, 1) }
    expect(may(parent, 'confirm-pupil', mine)).toEqual({ allowed: true, as: 'parent' })
    expect(may(parent, 'confirm-pupil', { ...mine, child: pupilId('S1', 2, 2) }).allowed).toBe(
      false,
    )
    expect(may(people.pupil, 'confirm-pupil', mine)).toEqual({
      allowed: false,
      reason: 'not-your-role',
    })
  })

  it('gives the operator everything and strangers nothing', () => {
    const region: Actor = { user: userId('@r:test'), schools: [], region: true }
    for (const action of actions) {
      expect(may('operator', action, elsewhere).allowed).toBe(true)
      expect(may(undefined, action, own)).toEqual({ allowed: false, reason: 'not-of-a-school' })
      expect(may(region, action, own).allowed).toBe(false)
    }
  })

  it('says for lists where an action is allowed', () => {
    expect(reachOf(people.administrator, 'see-people', here)).toBe('school')
    expect(reachOf(leader, 'see-people', here)).toEqual(new Set([own.class, 'S1-C3']))
    expect(reachOf(people.pupil, 'see-people', here)).toEqual(new Set())
    expect(reachOf(people.administrator, 'see-people', elsewhere.school)).toEqual(new Set())
  })
})
