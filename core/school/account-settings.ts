/** When accounts are made, and what they are called where that is known before anybody enters. */
export interface AccountSettings {
  /** `ahead`: accounts and memberships are made at import, for everybody whose account has a name. */
  readonly mode: 'on-activation' | 'ahead'
  /** Names the account of whom the roster names none: `{id}` and `{school}` are replaced, in lower case. */
  readonly template?: string
  /** False where only the single sign-on makes accounts: who never signed in waits for a later apply. */
  readonly register: boolean
}

export const accountsOnActivation: AccountSettings = { mode: 'on-activation', register: true }
