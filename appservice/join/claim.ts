import { setTimeout as wait } from 'node:timers/promises'
import type { ClaimResult } from '@lyceum/core/store/ports.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { claimProblem } from './problems.ts'

export type Claim = Extract<ClaimResult, { readonly state: 'claimed' }>
type NotBegun = Extract<ClaimResult, { readonly state: 'not-begun' }>

/** Longer than it takes to consume when fifty come at once; a claim outlives its holder no longer than this. */
const leaseSeconds = 30
const pollMs = 100
const mostPolls = 30

/**
 * Who pressed the button twice, or comes second with a copy of the link, waits for the first and is then told how that
 * ended, rather than that the link is busy.
 */
export async function claimWhenFree(
  join: JoinContext,
  secret: string,
  login: string,
): Promise<Claim | Problem> {
  const claim = await claimLogin(join, secret, login, true)
  return !isProblem(claim) && claim.state === 'not-begun' ? claimProblem('busy') : claim
}

/** `mayBegin`: false for a login that somebody has. It is never remembered, so nobody comes by an account by a crash. */
export async function claimLogin(
  { store, now }: JoinContext,
  secret: string,
  login: string,
  mayBegin: boolean,
): Promise<Claim | NotBegun | Problem> {
  for (let polls = 0; ; polls++) {
    const at = now().toISOString()
    const result = await store.invitations.claim(secret, login, at, leaseSeconds, mayBegin)
    if (result.state === 'claimed' || result.state === 'not-begun') return result
    if (result.state !== 'busy' || polls === mostPolls) return claimProblem(result.state)
    await wait(pollMs)
  }
}
