/**
 * Whether an account may have this localpart: Matrix's grammar of user ids ("Identifier Grammar", 255 bytes in all). The
 * homeserver does not ask this of an appservice and would make an account that clients cannot write to.
 */
export function isValidLocalpart(localpart: string, serverName: string): boolean {
  return /^[a-z0-9._=\-/+]+$/.test(localpart) && `@${localpart}:${serverName}`.length <= 255
}
