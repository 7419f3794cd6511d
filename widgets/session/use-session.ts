import { useCallback, useEffect, useState } from 'react'
import { ask, type Answer, type Ask, type Refusal } from '../api/ask.ts'
import type { OpenId } from '../api/invitations.ts'
import { readMe, type Me } from '../api/me.ts'
import { endSession, openSession } from '../api/session.ts'
import { reopenWaiting } from '../api/waiting.ts'
import { useApp } from '../app.ts'
import { preferLanguage } from '../i18n/i18n.ts'
import type { Credentials, MatrixPort, ProofProblem } from '../matrix/port.ts'
import { keep, readKept } from './kept-session.ts'
import { rememberWaiting } from './waiting-tokens.ts'

export interface SignedIn {
  readonly ask: Ask
  readonly me: Me
  readonly port: MatrixPort
  signOut(): void
}

export type SignInProblem = ProofProblem | 'not-of-school' | 'failure'

type SessionState =
  | { readonly at: 'starting' }
  | { readonly at: 'out'; readonly hasEnded: boolean }
  | { readonly at: 'problem'; readonly problem: SignInProblem }
  | { readonly at: 'in'; readonly signedIn: SignedIn }

interface UseSession {
  readonly state: SessionState
  /** Undefined when it worked. */
  signIn(credentials: Credentials): Promise<SignInProblem | undefined>
  again(): void
}

/** Who is at this page: the session that the browser keeps, else the client's person, else whoever signs in. */
export function useSession(): UseSession {
  const app = useApp()
  const [state, setState] = useState<SessionState>({ at: 'starting' })
  const [tries, setTries] = useState(0)

  const enter = useCallback(async (port: MatrixPort, token: string): Promise<SessionState> => {
    const end = (hasEnded: boolean) => {
      keep(undefined)
      setState({ at: 'out', hasEnded })
    }
    const asking = askAs(token, () => end(true))
    const me = await readMe(asking)
    if (!me.ok && me.refusal.name === 'not-signed-in') return { at: 'out', hasEnded: true }
    if (!me.ok) return { at: 'problem', problem: problemOf(me.refusal) }
    preferLanguage(me.body.language)
    const signOut = () => {
      void endSession(token)
      end(false)
    }
    return { at: 'in', signedIn: { ask: asking, me: me.body, port, signOut } }
  }, [])

  const prove = useCallback(
    async (port: MatrixPort, credentials?: Credentials): Promise<SessionState> => {
      const proof = await port.openid(credentials)
      if (!proof.ok) {
        const isAlone = proof.why === 'credentials-needed'
        return isAlone ? { at: 'out', hasEnded: false } : { at: 'problem', problem: proof.why }
      }
      const opened = await openSession(proof.openid)
      if (!opened.ok) {
        const problem = problemOf(opened.refusal)
        const isLed = problem === 'not-of-school' && (await leadToWaiting(port, proof.openid))
        return isLed ? { at: 'starting' } : { at: 'problem', problem }
      }
      if (port.kind === 'alone') keep(opened.body)
      return enter(port, opened.body.session)
    },
    [enter],
  )

  useEffect(() => {
    let isGone = false
    async function start(): Promise<void> {
      const port = await app.connect()
      const kept = port.kind === 'alone' ? readKept(Date.now()) : undefined
      const next = await (kept === undefined ? prove(port) : enter(port, kept.session))
      if (!isGone) setState(next)
    }
    void start()
    return () => {
      isGone = true
    }
  }, [app, enter, prove, tries])

  return {
    state,
    async signIn(credentials) {
      const next = await prove(await app.connect(), credentials)
      if (next.at === 'problem') return next.problem
      setState(next)
      return undefined
    },
    again() {
      setState({ at: 'starting' })
      setTries(tries + 1)
    },
  }
}

/** Who is of no school yet may have applied, and closed the page that waits: it comes again, on this device. */
async function leadToWaiting(port: MatrixPort, openid: OpenId): Promise<boolean> {
  const reopened = port.kind === 'alone' ? await reopenWaiting(openid) : undefined
  if (reopened?.ok !== true || !rememberWaiting(reopened.body.waiting)) return false
  location.assign('/join/waiting')
  return true
}

function askAs(token: string, onEnded: () => void): Ask {
  return async <Body>(...[schema, path, call]: Parameters<typeof ask<Body>>) => {
    const answer: Answer<Body> = await ask(schema, path, { ...call, bearer: token })
    if (!answer.ok && answer.refusal.name === 'not-signed-in') onEnded()
    return answer
  }
}

function problemOf({ name }: Refusal): SignInProblem {
  if (name === 'not-of-school') return 'not-of-school'
  if (name === 'too-many-requests') return 'limited'
  return name === 'offline' || name === 'homeserver-unavailable' ? 'unreachable' : 'failure'
}
