/** Joining where the school wants to know that a telephone number is the person's. */
import type { Role } from '@lyceum/core/school/people.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import type { Redeemed } from './redeemed.ts'
import type { RedeemRequest } from './requests.ts'

export function isPhoneAsked({ phone }: JoinContext, role: Role): boolean {
  return phone?.isAskedOf(role) === true
}

/**
 * The code is looked at before anything is made, and stays good until its time is over: who has to choose another password
 * needs no other code. `role`: undefined where nobody is asked. The number is the account's once the person is in.
 */
export async function provingPhone(
  join: JoinContext,
  role: Role | undefined,
  { phone: written, phone_code: code }: Pick<RedeemRequest, 'phone' | 'phone_code'>,
  enter: () => Promise<Redeemed | Problem>,
): Promise<Redeemed | Problem> {
  const { phone } = join
  if (phone === undefined || role === undefined || !phone.isAskedOf(role)) return enter()
  const number = await phone.check(written, code, 'enter')
  if (typeof number !== 'string') return number
  const answer = await enter()
  if (!isProblem(answer)) {
    await join.store.phones.prove(answer.user_id, number, join.now().toISOString())
  }
  return answer
}
