/** Routes by which people are let in. */
import { schoolId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import { inClasses, list, send, wholes, type Route } from './scopes.ts'

/** Of an applicant, whom every call gets anew. */
const decide = (
  role: Role,
  action: RightsAction,
  verb: 'accept' | 'decline' | 'correct',
): Route => ({
  name: `${verb} an application of a ${role}`,
  action,
  scopes: action === 'decide-staff' ? wholes : [...inClasses, ...wholes],
  // A child is missing, or a class: looked at after the right, so that nobody comes to the school.
  answers: [verb === 'accept' ? 422 : 200],
  async ask(cast, actor, at) {
    const id = await cast.applicant(schoolId(at.school), role, at.class)
    if (verb === 'correct') return cast.ask(actor, 'PATCH', `applications/${id}`, {})
    const wrong = verb === 'accept' ? { person: 'nobody-like-that' } : {}
    return cast.ask(actor, 'POST', `applications/${id}/${verb}`, wrong)
  },
})
const shareFor = (role: Role, action: RightsAction): Route => ({
  name: `POST invitations for many, for a ${role}`,
  action,
  scopes: action === 'invite-staff' ? ['other', 'elsewhere'] : [...inClasses, ...wholes],
  answers: [201],
  ask: send(
    'POST',
    () => 'invitations',
    (at) => ({ shared: true, school: at.school, role, class: at.class, uses: 1 }),
  ),
})

export const lettingInRoutes: readonly Route[] = [
  list('applications', 'see-applications'),
  list('confirmations', 'confirm-pupil'),
  ...(['accept', 'decline', 'correct'] as const).flatMap((verb): Route[] => [
    decide('pupil', 'decide-pupil', verb),
    decide('parent', 'decide-parent', verb),
    decide('teacher', 'decide-staff', verb),
    decide('administrator', 'decide-staff', verb),
  ]),
  shareFor('pupil', 'invite-pupil'),
  shareFor('parent', 'invite-parent'),
  shareFor('teacher', 'invite-staff'),
  {
    name: 'POST invitations/<id>/revoke of a link that many use',
    action: 'revoke-invitation',
    scopes: [...inClasses, ...wholes],
    answers: [204],
    async ask(cast, actor, at) {
      const id = await cast.shareLink(schoolId(at.school), 'pupil', at.class)
      return cast.ask(actor, 'POST', `invitations/${id}/revoke`)
    },
  },
  {
    name: 'POST people/<id>/confirm',
    action: 'confirm-pupil',
    scopes: inClasses,
    // Nobody waits to be confirmed.
    answers: [409],
    ask: send(
      'POST',
      (at) => `people/${at.pupil}/confirm`,
      ({ school }) => ({ school }),
    ),
  },
]
