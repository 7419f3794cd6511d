import { nameParts } from '@lyceum/core/school/application.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { NewApplication } from '@lyceum/core/store/letting-in-ports.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { hashOfBearer, newBearer } from '../http/bearer.ts'
import type { JoinContext } from './context.ts'
import type { InvitedPerson } from './person-of.ts'

export interface SlipToConfirm {
  /** Token of the waiting page. */
  readonly waiting: string
  application(user: UserId, madeAccount: boolean): NewApplication
}

/** Undefined where the slip alone lets the person in. */
export function slipToConfirm(
  { engine }: JoinContext,
  invitation: Invitation,
  { person, roles, class: cls }: InvitedPerson,
): SlipToConfirm | undefined {
  const { personal } = engine.lettingIn.confirmPupils
  if (personal === 'none' || !roles.has('pupil')) return undefined
  const waiting = newBearer()
  return {
    waiting,
    application: (user, madeAccount) => ({
      kind: 'join',
      link: undefined,
      school: invitation.school,
      role: 'pupil',
      class: cls,
      classes: [],
      subjects: [],
      chat: undefined,
      name: nameParts(person),
      childName: undefined,
      child: undefined,
      person: person.id,
      user,
      madeAccount,
      waitingHash: hashOfBearer(waiting),
      consentVersion: undefined,
    }),
  }
}
