/** Routes that change classes. */
import { schoolId } from '@lyceum/core/school/ids.ts'
import { inClasses, send, wholes, type Route } from './scopes.ts'

export const classRoutes: readonly Route[] = [
  {
    name: 'POST classes',
    action: 'edit-classes',
    scopes: wholes,
    // Without a name, which is looked at after the right.
    answers: [422],
    ask: send(
      'POST',
      () => 'classes',
      ({ school }) => ({ school, name: ' ' }),
    ),
  },
  {
    name: 'PATCH classes/<id>',
    action: 'edit-classes',
    scopes: inClasses,
    answers: [422],
    ask: send(
      'PATCH',
      (at) => `classes/${at.class}`,
      ({ school }) => ({ school, name: ' ' }),
    ),
  },
  {
    name: 'PATCH classes/<id> without the school',
    action: 'edit-classes',
    scopes: inClasses,
    answers: [422],
    ask: send(
      'PATCH',
      (at) => `classes/${at.class}`,
      () => ({ name: ' ' }),
    ),
  },
  {
    name: 'POST classes/<id>/archive',
    action: 'edit-classes',
    scopes: wholes,
    answers: [200],
    async ask(cast, actor, { school }) {
      const id = await cast.emptyClass(schoolId(school))
      return cast.ask(actor, 'POST', `classes/${id}/archive`, { school })
    },
  },
  {
    name: 'POST classes/move',
    action: 'edit-classes',
    scopes: [...inClasses, ...wholes],
    // The class of the year above has the name still.
    answers: [200, 409],
    ask: send(
      'POST',
      () => 'classes/move',
      (at) => ({ school: at.school, class: at.class, dry_run: true }),
    ),
  },
]
