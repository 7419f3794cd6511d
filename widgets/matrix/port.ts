/** What a page needs of Matrix, inside a client or alone. */
import type { OpenId } from '../api/invitations.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
}

export type Proof =
  | { readonly ok: true; readonly openid: OpenId }
  | { readonly ok: false; readonly why: ProofProblem }

/** `credentials-needed`: nobody can be asked but the person; `declined`: the client or the person said no. */
export type ProofProblem = 'wrong' | 'limited' | 'unreachable' | 'credentials-needed' | 'declined'

export interface MatrixPort {
  readonly kind: 'client' | 'alone'
  /** Proves who somebody is. Inside a client the credentials are not looked at. */
  openid(credentials?: Credentials): Promise<Proof>
  /** How a room is gone to; undefined where nothing here can, and its name has to do. */
  readonly room:
    | { readonly by: 'link'; hrefOf(room: string): string }
    /** False where the client does not. */
    | { readonly by: 'client'; open(room: string): Promise<boolean> }
    | undefined
}
