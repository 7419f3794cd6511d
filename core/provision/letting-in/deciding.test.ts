import { expect, test } from 'vitest'
import { classId, personId, userId } from '../../school/ids.ts'
import type { Engine } from '../engine.ts'
import { applyRoster, fakeEngine, giveAccount } from '../../testing/engine.ts'
import { apply, standingOf } from '../../testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../../testing/small-school.ts'
import { end } from '../ends.ts'
import { enter } from '../enter.ts'
import { correctApplication } from './correct.ts'
import { decideApplication, decideApplications } from './decide.ts'

const school = smallSchool({ classes: 3 })
const id = school.info.id
const [class1, class2, class3] = [1, 2, 3].map((n) => classId(`S1-C${n}`)) as [
  ReturnType<typeof classId>,
  ReturnType<typeof classId>,
  ReturnType<typeof classId>,
]
const operator = { actor: 'operator', by: 'operator' } as const
const accepted = { ...operator, state: 'accepted' } as const
const name = (person: string) => ({ givenName: `Имя-${person}`, familyName: `Фамилия-${person}` })

async function livingSchool(...people: string[]) {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  for (const person of people) await bringIn(engine, person)
  return engine
}

async function bringIn(engine: Engine, person: string) {
  await giveAccount(engine, id, personId(person))
  await (
    await enter(engine, personId(person))
  ).complete
}

async function actorOf(engine: Engine, person: string) {
  const actor = await standingOf(engine, person)
  return { actor, by: actor?.user ?? '' }
}

test('Class teachers decide of pupils of their class, administrators of everybody, pupils and parents of nobody.', async () => {
  const people = ['S1-A1', 'S1-T1', 'S1-T2', 'S1-P1-1', 'S1-G1-1']
  const engine = await livingSchool(...people)
  const pupil = await apply(engine, id, 'pupil', { class: class2 })
  const teacher = await apply(engine, id, 'teacher', { role: 'teacher', class: class2 })
  const outcome = async (application: string, person: string) => {
    const by = await actorOf(engine, person)
    const decided = await decideApplication(engine, application, { ...by, state: 'declined' })
    return decided.state === 'not-allowed' ? decided.reason : decided.state
  }
  expect(await outcome(pupil.id, 'S1-P1-1')).toBe('not-your-role')
  expect(await outcome(pupil.id, 'S1-G1-1')).toBe('not-your-role')
  expect(await outcome(teacher.id, 'S1-T2')).toBe('not-your-role')
  expect(await outcome(pupil.id, 'nobody')).toBe('not-of-a-school')
  // T3 leads the third class and teaches in the first; T2 leads the second one.
  await bringIn(engine, 'S1-T3')
  expect(await outcome(pupil.id, 'S1-T3')).toBe('another-class')
  expect(await outcome(pupil.id, 'S1-T2')).toBe('decided')
  expect(await outcome(teacher.id, 'S1-A1')).toBe('decided')
})

test('The first decision counts, and the second is told of it.', async () => {
  const engine = await livingSchool()
  const { id: application } = await apply(engine, id, 'pupil')
  const both = await Promise.all([
    decideApplication(engine, application, accepted),
    decideApplication(engine, application, { ...operator, state: 'declined' }),
  ])
  expect(both.map(({ state }) => state).toSorted()).toEqual(['already-decided', 'decided'])
  const [first] = both.filter(({ state }) => state === 'decided')
  const third = await decideApplication(engine, application, accepted)
  expect(third).toMatchObject({ state: 'already-decided' })
  expect(await engine.store.applications.find(application)).toMatchObject({
    state: first?.state === 'decided' ? first.application.state : '',
    isDone: true,
  })
  expect((await decideApplication(engine, 'unknown', accepted)).state).toBe('unknown')
})

test('Many are decided at once; what one cannot be keeps no other.', async () => {
  const engine = await livingSchool()
  const first = await apply(engine, id, 'one')
  const second = await apply(engine, id, 'two', { role: 'parent' })
  const third = await apply(engine, id, 'three', { role: 'teacher' })
  const ids = [first.id, second.id, third.id, first.id, 'unknown']
  const results = await decideApplications(engine, ids, accepted)
  expect(results.map((one) => [one.id, one.state])).toEqual([
    [first.id, 'decided'],
    [second.id, 'cannot-accept'],
    [third.id, 'decided'],
    ['unknown', 'unknown'],
  ])
})

test('Who is on the roster and has not entered becomes that person, and the slip is used up.', async () => {
  const engine = await livingSchool()
  const pupil = pupilId('S1', 1, 1)
  const at = engine.now().toISOString()
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const [slip] = await engine.store.invitations.issue(
    [{ purpose: 'enter', school: id, class: class1, role: 'pupil', person: pupil, expiresAt }],
    at,
  )
  const application = await apply(engine, id, 'pupil', { name: name('S1-P1-1') })
  expect(application.person).toBe(pupil)
  await decideApplication(engine, application.id, accepted)
  expect((await engine.store.schools.load(id))?.people).toHaveLength(school.people.length)
  expect((await engine.store.invitations.find(slip?.token ?? '', at))?.status).toBe('used')
  expect((await standingOf(engine, 'pupil'))?.schools[0]?.persons).toEqual(new Set([pupil]))
  // By the same name once more: the person has an account, so it must be somebody else.
  const again = await apply(engine, id, 'other', { name: name('S1-P1-1') })
  expect(again.person).toBeUndefined()
})

test('Whoever decides may say that it is somebody else, and nobody becomes who has entered or is another thing.', async () => {
  const engine = await livingSchool('S1-P1-2')
  const choose = async (login: string, person: string) => {
    const { id: one } = await apply(engine, id, login, { name: name('S1-P1-1') })
    const given = person === 'new' ? person : personId(person)
    const decided = await decideApplication(engine, one, { ...accepted, person: given })
    return decided.state === 'cannot-accept' ? decided.problem : decided.state
  }
  expect(await choose('one', 'S1-P1-2')).toBe('person-entered')
  expect(await choose('two', 'S1-P2-1')).toBe('person-differs')
  expect(await choose('three', 'S9')).toBe('person-unknown')
  expect(await choose('four', 'new')).toBe('decided')
  expect((await standingOf(engine, 'four'))?.schools[0]?.persons.has(personId('S1-P1-1'))).toBe(
    false,
  )
})

test('Two applications are not accepted as one person, however close together.', async () => {
  const engine = await livingSchool()
  Object.assign(engine, {
    lettingIn: { ...engine.lettingIn, confirmPupils: { personal: 'none', shared: 'parent' } },
  })
  const applications = [
    await apply(engine, id, 'one', { name: name('S1-P1-1') }),
    await apply(engine, id, 'two', { name: name('S1-P1-1') }),
  ]
  const decided = await Promise.all(
    applications.map((one) => decideApplication(engine, one.id, accepted)),
  )
  expect(decided.map(({ state }) => state).toSorted()).toEqual(['cannot-accept', 'decided'])
})

test('A class teacher makes nobody the parent of another class, nor somebody of the staff.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-G2-1')
  const by = await actorOf(engine, teacherId('S1', 1))
  const application = await apply(engine, id, 'parent', { role: 'parent', class: class1 })
  const accept = async (changes: object) => {
    const decision = { ...by, state: 'accepted', ...changes } as const
    const decided = await decideApplication(engine, application.id, decision)
    return decided.state === 'not-allowed' ? decided.reason : decided.state
  }
  expect(await accept({ child: pupilId('S1', 3, 1) })).toBe('another-class')
  const change = [
    {
      kind: 'add-guardianship',
      guardianship: { guardian: teacherId('S1', 2), child: pupilId('S1', 1, 1) },
    },
  ] as const
  await engine.store.schools.change(id, 'console', change, engine.now().toISOString())
  expect(await accept({ child: pupilId('S1', 1, 1), person: teacherId('S1', 2) })).toBe(
    'not-your-role',
  )
  expect(await accept({ child: pupilId('S1', 1, 1) })).toBe('decided')
  expect((await standingOf(engine, 'parent'))?.schools[0]?.children).toEqual(
    new Set([pupilId('S1', 1, 1)]),
  )
})

test('No account becomes a pupil and a parent, however it applies.', async () => {
  const engine = await livingSchool('S1-P1-1', 'S1-G2-1')
  const both = [
    { user: 's1-p1-1', role: 'parent', child: pupilId('S1', 1, 2), problem: 'account-is-pupil' },
    { user: 's1-g2-1', role: 'pupil', child: undefined, problem: 'account-is-not-pupil' },
  ] as const
  for (const { user, role, child, problem } of both) {
    const application = await apply(engine, id, user, {
      user: userId(`@${user}:${engine.homeserver.serverName}`),
      madeAccount: false,
      role,
      child,
    })
    expect(await decideApplication(engine, application.id, accepted)).toEqual({
      state: 'cannot-accept',
      problem,
    })
  }
  // Two applications of one new account: the second is decided before the first is done.
  const first = await apply(engine, id, 'sly', { role: 'pupil' })
  const second = await apply(engine, id, 'sly', {
    user: first.user,
    madeAccount: false,
    role: 'parent',
    child: pupilId('S1', 1, 2),
  })
  await decideApplications(engine, [first.id, second.id], accepted)
  const roles = (await standingOf(engine, 'sly'))?.schools.flatMap((one) => [...one.roles])
  expect(roles).toHaveLength(1)
})

test('A teacher of the school is accepted as a parent too: one account, two persons or one, and ending one leaves the other.', async () => {
  const engine = await livingSchool('S1-T1')
  const application = await apply(engine, id, 'S1-T1', {
    user: userId(`@s1-t1:${engine.homeserver.serverName}`),
    madeAccount: false,
    role: 'parent',
    name: name('S1-G2-1'),
    child: pupilId('S1', 2, 1),
  })
  expect(application.person).toBe(parentId('S1', 2, 1))
  await decideApplication(engine, application.id, accepted)
  const standing = (await standingOf(engine, 'S1-T1'))?.schools[0]
  expect(standing?.persons).toEqual(new Set(['S1-T1', 'S1-G2-1']))
  expect([...(standing?.roles ?? [])].toSorted()).toEqual(['parent', 'teacher'])
})

test('What waits is corrected by whoever decides it, within the own classes, and what is decided is not.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-A1')
  const teacher = await actorOf(engine, teacherId('S1', 1))
  const { id: application } = await apply(engine, id, 'pupil', { class: class1 })
  const correct = async (by: typeof teacher, change: object) => {
    const corrected = await correctApplication(engine, application, { ...by, change })
    return 'application' in corrected ? corrected.application : corrected
  }
  expect(await correct(teacher, { class: class3 })).toMatchObject({ reason: 'another-class' })
  expect(await correct(teacher, { class: classId('gone') })).toMatchObject({
    reason: 'another-class',
  })
  expect(await correct(teacher, { name: name('S1-P1-2') })).toMatchObject({
    name: name('S1-P1-2'),
    person: pupilId('S1', 1, 2),
  })
  const administrator = await actorOf(engine, 'S1-A1')
  expect(await correct(administrator, { class: classId('gone') })).toEqual({
    state: 'wrong',
    problem: 'class-gone',
  })
  expect(await correct(administrator, { class: class3 })).toMatchObject({
    class: class3,
    person: undefined,
  })
  await decideApplication(engine, application, accepted)
  const late = await correctApplication(engine, application, {
    ...administrator,
    change: { class: class1 },
  })
  expect(late).toMatchObject({ state: 'already-decided', application: { class: class3 } })
})

test('Who is of the school no longer does not come back by asking for one more class.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-A1')
  const teacher = teacherId('S1', 1)
  const application = await apply(engine, id, teacher, {
    user: userId(`@s1-t1:${engine.homeserver.serverName}`),
    madeAccount: false,
    kind: 'class',
    role: 'teacher',
    class: class3,
    person: teacher,
  })
  await end(engine, id, { kind: 'person', person: teacher }, 'operator')
  expect(await decideApplication(engine, application.id, accepted)).toEqual({
    state: 'cannot-accept',
    problem: 'person-unknown',
  })
})

test('An account that was locked when its last role ended opens when it is accepted, one that its owner closed does not.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-T2', 'S1-A1')
  const applyAs = (n: number) =>
    apply(engine, id, teacherId('S1', n), {
      user: userId(`@s1-t${n}:${engine.homeserver.serverName}`),
      madeAccount: false,
      role: 'administrator',
      class: undefined,
    })
  const [first, second] = [await applyAs(1), await applyAs(2)]
  await end(engine, id, { kind: 'person', person: teacherId('S1', 1) }, 'operator')
  expect(await engine.homeserver.account(first.user)).toMatchObject({ locked: true })
  await engine.homeserver.eraseAccount(second.user)
  await decideApplications(engine, [first.id, second.id], accepted)
  expect(await engine.homeserver.account(first.user)).toMatchObject({ locked: false })
  expect((await standingOf(engine, 'S1-T1'))?.schools[0]?.roles).toEqual(new Set(['administrator']))
  expect(await engine.store.applications.find(second.id)).toMatchObject({
    state: 'withdrawn',
    isDone: true,
  })
})

test('A class teacher lets nobody in as a parent of the roster who has a child in another class too.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-A1')
  const guardian = parentId('S1', 3, 1)
  const own = { guardian, child: pupilId('S1', 1, 1) }
  const at = engine.now().toISOString()
  await engine.store.schools.change(
    id,
    'console',
    [{ kind: 'add-guardianship', guardianship: own }],
    at,
  )
  const byName = await apply(engine, id, 'proposed', {
    role: 'parent',
    class: class1,
    name: name(guardian),
  })
  const chosen = await apply(engine, id, 'chosen', { role: 'parent', class: class1 })
  expect(byName.person).toBe(guardian)
  const teacher = await actorOf(engine, teacherId('S1', 1))
  const accept = async (application: string, more: object = {}) => {
    const decision = { ...teacher, state: 'accepted', child: own.child, ...more } as const
    const decided = await decideApplication(engine, application, decision)
    return decided.state === 'not-allowed' ? decided.reason : decided.state
  }
  expect(await accept(byName.id)).toBe('another-class')
  expect(await accept(chosen.id, { person: guardian })).toBe('another-class')
  expect(await accept(chosen.id)).toBe('decided')
  const administrator = await actorOf(engine, 'S1-A1')
  expect(await accept(byName.id, administrator)).toBe('decided')
})

test('Who asks for one more class or chat becomes nobody else by it, whoever is chosen.', async () => {
  const engine = await livingSchool('S1-P1-1')
  const other = pupilId('S1', 2, 1)
  const { id: application } = await apply(engine, id, 'S1-P1-1', {
    user: userId(`@s1-p1-1:${engine.homeserver.serverName}`),
    madeAccount: false,
    kind: 'class',
    class: class2,
    person: pupilId('S1', 1, 1),
  })
  expect(await decideApplication(engine, application, { ...accepted, person: other })).toEqual({
    state: 'cannot-accept',
    problem: 'person-differs',
  })
  expect((await standingOf(engine, 'S1-P1-1'))?.schools[0]?.persons.size).toBe(1)
})

test('An account that was let in once is nobody’s to erase: not when its person has ended, and another application comes to nothing.', async () => {
  const engine = await livingSchool('S1-A1')
  const first = await apply(engine, id, 'teacher', { role: 'teacher' })
  await decideApplication(engine, first.id, accepted)
  const second = await apply(engine, id, 'teacher', {
    user: first.user,
    madeAccount: false,
    role: 'administrator',
    class: undefined,
  })
  const [person = personId('')] = await engine.store.accounts.personsOf(first.user)
  await end(engine, id, { kind: 'person', person }, 'operator')
  await decideApplication(engine, second.id, { ...operator, state: 'declined' })
  expect(await engine.homeserver.account(first.user)).toMatchObject({ deactivated: false })
  expect(await engine.store.freeLogins.take(first.user)).toBe(false)
})

test('A class teacher brings no guardianship back by an application that the administration ended.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-A1', 'S1-G1-1')
  const [guardian, child] = [parentId('S1', 1, 1), pupilId('S1', 1, 1)]
  const sibling = { guardian, child: pupilId('S1', 1, 2) }
  const at = engine.now().toISOString()
  const more = [{ kind: 'add-guardianship', guardianship: sibling }] as const
  await engine.store.schools.change(id, 'console', more, at)
  await end(engine, id, { kind: 'child', person: guardian, child }, 'operator')
  const { id: application } = await apply(engine, id, 'S1-G1-1', {
    user: userId(`@s1-g1-1:${engine.homeserver.serverName}`),
    madeAccount: false,
    role: 'parent',
    child,
  })
  const accept = async (person: string) => {
    const by = await actorOf(engine, person)
    const decided = await decideApplication(engine, application, { ...by, state: 'accepted' })
    return decided.state === 'not-allowed' ? decided.reason : decided.state
  }
  expect(await accept('S1-T1')).toBe('not-your-role')
  expect((await standingOf(engine, 'S1-G1-1'))?.schools[0]?.children.has(child)).toBe(false)
  expect(await accept('S1-A1')).toBe('decided')
})
