import { LyceumError } from '@lyceum/core/errors.ts'

export type CheckName =
  | 'node'
  | 'python'
  | 'data-folder'
  | 'configuration'
  | 'database'
  | 'homeserver'
  | 'bot'
  | 'appservice'
  | 'ports'
  | 'pages'
  | 'server-name'
  | 'clock'
  | 'registration'
  | 'registration-file'
  | 'rate-limited'
  | 'ping'
  | 'policy-module'
  | 'open-registration'
  | 'guests'
  | 'room-list'
  | 'federation'
  | 'openid'
  | 'profiles'
  | 'user-directory'
  | 'url-previews'
  | 'sign-in-limits'
  | 'homeserver-address'
  | 'pages-address'
  | 'homeserver-file'

export interface Finding {
  readonly name: CheckName
  readonly status: 'ok' | 'warning' | 'error'
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}

/** Runs a check; what it throws becomes the finding. */
export async function find(
  name: CheckName,
  work: () => Promise<Omit<Finding, 'name'>>,
): Promise<Finding> {
  try {
    return { name, ...(await work()) }
  } catch (error) {
    const hint = error instanceof LyceumError ? error.hint : undefined
    const message = error instanceof Error ? error.message : String(error)
    return { name, status: 'error', message, ...(hint === undefined ? {} : { hint }) }
  }
}
