import type { UserId } from '../../school/ids.ts'
import type { Homeserver } from '../ports.ts'

export interface ContractSubject {
  readonly homeserver: Homeserver
  /** A valid OpenID token of this person. */
  openIdToken(user: UserId): Promise<string>
}
