/** Routes of those who manage people, classes, chats and invitations. */
import { personId, schoolId } from '@lyceum/core/school/ids.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import { get, inClasses, list, send, wholes, type Route } from './scopes.ts'

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

export const managingRoutes: readonly Route[] = [
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
  {
    name: 'POST people',
    action: 'edit-people',
    scopes: wholes,
    // A pupil of no class, which is looked at after the right.
    answers: [422],
    ask: send(
      'POST',
      () => 'people',
      ({ school }) => ({ school, given_name: 'Anna', role: 'pupil' }),
    ),
  },
  {
    name: 'POST people/<id>/move',
    action: 'edit-people',
    scopes: inClasses,
    // Into the class in which the pupil is.
    answers: [409],
    ask: send(
      'POST',
      (at) => `people/${at.pupil}/move`,
      (at) => ({ school: at.school, to: at.class }),
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
  {
    name: 'GET chats/<id>',
    action: 'see-chats',
    scopes: [...inClasses, ...wholes],
    answers: [200],
    async ask(cast, actor, at) {
      const id = await cast.chatIn(schoolId(at.school), at.class)
      return cast.ask(actor, 'GET', `chats/${id}?school=${at.school}`)
    },
  },
  ...(['PATCH', 'archive'] as const).map((verb): Route => ({
    name: `${verb} chats/<id>`,
    action: 'edit-chat',
    scopes: [...inClasses, ...wholes],
    answers: [200, 204],
    async ask(cast, actor, at) {
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
    async ask(cast, actor, at) {
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
  ...(['pupil', 'parent', 'teacher'] as const).map((who): Route => {
    const route: Route = {
      name: `POST people/<id>/reset-password of a ${who}`,
      action: who === 'teacher' ? 'reset-staff-password' : 'reset-password',
      scopes: inClasses,
      // They have not entered, which is looked at after the right; somebody of the cast has.
      answers: [409, 201],
      ask: send(
        'POST',
        (at) => `people/${at[who]}/reset-password`,
        ({ school }) => ({ school }),
      ),
    }
    return who === 'teacher' ? overStaff(route) : route
  }),
  list('reports', 'see-reports'),
  list('silences', 'see-reports'),
  {
    name: 'POST reports/<id>/handle',
    action: 'handle-report',
    scopes: [...inClasses, ...wholes],
    answers: [200],
    async ask(cast, actor, at) {
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
    async ask(cast, actor, at) {
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
