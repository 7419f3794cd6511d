/** Every route for those who manage a school, asked by every role in every scope over HTTP; what is right follows from the table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classId, personId, schoolId, type ClassId } from '@lyceum/core/school/ids.ts'
import { rightsTable, type RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { startCast, type ActorName, type Cast, type Reply } from './cast.ts'

const actors: readonly ActorName[] = [
  'administrator',
  'class-teacher',
  'teacher',
  'parent',
  'pupil',
  'foreigner',
  'nobody',
]

/** `led`: C2; `taught`: C3, of which the class teacher is a plain teacher; `other`: C1; `elsewhere`: a class of school S2. */
type Scope = 'led' | 'taught' | 'other' | 'whole' | 'elsewhere' | 'whole-elsewhere'
const inClasses: readonly Scope[] = ['led', 'taught', 'other', 'elsewhere']
const wholes: readonly Scope[] = ['whole', 'whole-elsewhere']
const numbers = { led: 2, taught: 3, other: 1, elsewhere: 1 } as const

interface Target {
  readonly school: string
  readonly class: ClassId | undefined
  readonly pupil: string
  readonly parent: string
  readonly teacher: string
}

function targetOf(scope: Scope): Target {
  const school = scope.endsWith('elsewhere') ? 'S2' : 'S1'
  const n = scope === 'whole' || scope === 'whole-elsewhere' ? undefined : numbers[scope]
  const at = n ?? 1
  return {
    school,
    class: n === undefined ? undefined : classId(`${school}-C${at}`),
    pupil: `${school}-P${at}-2`,
    parent: `${school}-G${at}-2`,
    teacher: `${school}-T${at}`,
  }
}

/** By the table's words alone. */
function isAllowed(actor: ActorName, action: RightsAction, scope: Scope): boolean {
  const row = rightsTable[action]
  const isThere = scope === 'elsewhere' || scope === 'whole-elsewhere'
  if (actor === 'foreigner') return isThere && row.administrator === 'own-school'
  if (isThere) return false
  switch (actor) {
    case 'administrator':
      return row.administrator === 'own-school'
    case 'class-teacher':
      return (
        (scope === 'led' && row['class-teacher'] === 'own-class') ||
        ((scope === 'led' || scope === 'taught') && row.teacher === 'own-class')
      )
    case 'teacher':
      return scope === 'led' && row.teacher === 'own-class'
    case 'parent':
    case 'pupil':
    case 'nobody':
      return false
  }
}

/** A list is for whoever has the right anywhere in the school. */
function mayList(actor: ActorName, action: RightsAction, scope: Scope): boolean {
  const classes: readonly Scope[] =
    scope === 'whole-elsewhere' ? ['elsewhere'] : ['led', 'taught', 'other']
  return [scope, ...classes].some((one) => isAllowed(actor, action, one))
}

interface Route {
  readonly name: string
  readonly action: RightsAction
  readonly scopes: readonly Scope[]
  readonly list?: true
  /** What an allowed request answers: chosen so that it changes nobody. */
  readonly answers: readonly number[]
  ask(actor: ActorName, target: Target): Promise<Reply>
}

let cast: Cast
let before: School | undefined
beforeAll(async () => {
  cast = await startCast()
  before = await cast.site.engine.store.schools.load(schoolId('S1'))
})
afterAll(() => cast.stop())

const get = (path: (target: Target) => string): Route['ask'] => {
  return (actor, target) => cast.ask(actor, 'GET', path(target))
}
const send = (
  method: string,
  path: (target: Target) => string,
  body: (target: Target) => object,
): Route['ask'] => {
  return (actor, target) => cast.ask(actor, method, path(target), body(target))
}
const list = (path: string, action: RightsAction): Route => ({
  name: `GET ${path}`,
  action,
  scopes: wholes,
  list: true,
  answers: [200],
  ask: get(({ school }) => `${path}?school=${school}`),
})
const invite = (who: 'pupil' | 'parent' | 'teacher', action: RightsAction): Route => ({
  name: `POST invitations for a ${who}`,
  action,
  scopes: inClasses,
  // Somebody of the cast has entered.
  answers: [201, 409],
  ask: send(
    'POST',
    () => 'invitations',
    (target) => ({ school: target.school, person: target[who] }),
  ),
})
/** A right over the staff is of the school, whatever the class in which they teach. */
const overStaff = (route: Route): Route => ({ ...route, scopes: ['other', 'elsewhere'] })

const routes: readonly Route[] = [
  list('people', 'see-people'),
  list('classes', 'see-classes'),
  list('chats', 'see-chats'),
  list('invitations', 'see-invitations'),
  {
    name: 'GET people?class',
    action: 'see-people',
    scopes: inClasses,
    answers: [200],
    ask: get((at) => `people?school=${at.school}&class=${at.class}`),
  },
  {
    name: 'GET people/<id>',
    action: 'see-people',
    scopes: inClasses,
    answers: [200],
    ask: get((at) => `people/${at.pupil}?school=${at.school}`),
  },
  {
    name: 'GET people/<id> without the school',
    action: 'see-people',
    scopes: inClasses,
    answers: [200],
    ask: get((at) => `people/${at.parent}`),
  },
  {
    name: 'PATCH people/<id>',
    action: 'edit-people',
    scopes: inClasses,
    answers: [200],
    ask: send(
      'PATCH',
      (at) => `people/${at.pupil}`,
      ({ school }) => ({ school }),
    ),
  },
  ...(['end', 'undo-end'] as const).flatMap((verb): Route[] => [
    {
      name: `POST people/<id>/${verb}`,
      action: 'end-people',
      scopes: inClasses,
      answers: [409],
      ask: send(
        'POST',
        (at) => `people/${at.pupil}/${verb}`,
        ({ school }) => ({
          school,
          role: 'administrator',
        }),
      ),
    },
    {
      name: `POST people/<id>/${verb} of a class place`,
      action: 'end-people',
      scopes: inClasses,
      answers: [409],
      ask: send(
        'POST',
        (at) => `people/${at.parent}/${verb}`,
        (at) => ({
          school: at.school,
          class: at.class,
        }),
      ),
    },
    {
      name: `POST people/<id>/${verb} of a guardianship`,
      action: 'end-guardianship',
      scopes: inClasses,
      answers: [409],
      // Of a child whose guardian the person is not.
      ask: send(
        'POST',
        (at) => `people/${at.teacher}/${verb}`,
        (at) => ({
          school: at.school,
          child: at.pupil,
        }),
      ),
    },
  ]),
  {
    name: 'GET endings',
    action: 'end-people',
    scopes: wholes,
    answers: [200],
    ask: get(({ school }) => `endings?school=${school}`),
  },
  {
    name: 'GET classes/<id>',
    action: 'see-classes',
    scopes: inClasses,
    answers: [200],
    ask: get((at) => `classes/${at.class}?school=${at.school}`),
  },
  {
    name: 'POST chats',
    action: 'create-chat',
    scopes: [...inClasses, ...wholes],
    // It names nobody, which is looked at after the right.
    answers: [422],
    ask: send(
      'POST',
      () => 'chats',
      (at) => ({ school: at.school, class: at.class, name: 'x' }),
    ),
  },
  ...(['PATCH', 'archive'] as const).map((verb): Route => ({
    name: `${verb} chats/<id>`,
    action: 'edit-chat',
    scopes: [...inClasses, ...wholes],
    answers: [200, 204],
    async ask(actor, at) {
      const id = await cast.chatIn(schoolId(at.school), at.class)
      const { school } = at
      return verb === 'PATCH'
        ? cast.ask(actor, 'PATCH', `chats/${id}`, { school, name: 'Draughts' })
        : cast.ask(actor, 'POST', `chats/${id}/archive`, { school })
    },
  })),
  invite('pupil', 'invite-pupil'),
  invite('parent', 'invite-parent'),
  overStaff(invite('teacher', 'invite-staff')),
  ...(['pupil', 'parent'] as const).map((who): Route => ({
    name: `POST invitations/<id>/revoke of a ${who}`,
    action: 'revoke-invitation',
    scopes: inClasses,
    answers: [204],
    async ask(actor, at) {
      const id = await cast.invite(schoolId(at.school), personId(at[who]))
      return cast.ask(actor, 'POST', `invitations/${id}/revoke`)
    },
  })),
  {
    name: 'GET journal',
    action: 'see-journal',
    scopes: wholes,
    answers: [200],
    ask: get(({ school }) => `journal?school=${school}`),
  },
  list('reports', 'see-reports'),
  list('silences', 'see-reports'),
  {
    name: 'POST reports/<id>/handle',
    action: 'handle-report',
    scopes: [...inClasses, ...wholes],
    answers: [200],
    async ask(actor, at) {
      const id = await cast.report(schoolId(at.school), at.class)
      return cast.ask(actor, 'POST', `reports/${id}/handle`, { action: 'dismiss' })
    },
  },
  {
    name: 'POST silences/lift',
    action: 'handle-report',
    scopes: [...inClasses, ...wholes],
    // Nobody is silenced there, which is looked at after the right.
    answers: [409],
    async ask(actor, at) {
      const ending = at.class === undefined ? 'general' : `${at.class}/class-chat`
      const room = await cast.roomOf(schoolId(at.school), ending)
      return cast.ask(actor, 'POST', 'silences/lift', { room_id: room, user_id: '@x:lyceum.test' })
    },
  },
  {
    name: 'POST announcements',
    action: 'announce',
    scopes: [...inClasses, ...wholes],
    answers: [201],
    ask: send(
      'POST',
      () => 'announcements',
      (at) => ({
        school: at.school,
        classes: at.class === undefined ? [] : [at.class],
        text: 'Hello',
      }),
    ),
  },
]

const cells = routes.flatMap((route) => {
  return actors.flatMap((actor) => route.scopes.map((scope) => ({ route, actor, scope })))
})

test('there are enough of them', () => {
  expect(cells.length).toBeGreaterThanOrEqual(400)
})

describe.each(routes.map((route) => [route.name, route] as const))('%s', (_, route) => {
  test.each(actors.flatMap((actor) => route.scopes.map((scope) => [actor, scope] as const)))(
    'as %s, %s',
    async (actor, scope) => {
      const isMine = (route.list === true ? mayList : isAllowed)(actor, route.action, scope)
      const { status } = await route.ask(actor, targetOf(scope))
      if (isMine) expect(route.answers).toContain(status)
      // Of another school not even whether there is such a thing is told.
      else if (actor === 'nobody') expect(status).toBe(401)
      else expect([403, 404]).toContain(status)
      if (!isMine && actor !== 'foreigner' && !scope.endsWith('elsewhere') && actor !== 'nobody') {
        expect(status).toBe(403)
      }
    },
  )
})

test('nobody was changed by all of it', async () => {
  const after = await cast.site.engine.store.schools.load(schoolId('S1'))
  for (const part of ['people', 'staff', 'places', 'guardianships'] as const) {
    expect(after?.[part]).toEqual(before?.[part])
  }
})
