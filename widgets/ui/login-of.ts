/** What people type to sign in: the part of a Matrix id before the colon. */
export function loginOf(userId: string): string {
  const end = userId.indexOf(':')
  return userId.slice(1, end < 0 ? undefined : end)
}
