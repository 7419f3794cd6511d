/**
 * A managed room's alias makes its creation repeatable: two creations at once give one room. Any alias resolves without
 * an account, so it must not be guessable: 16 letters (80 bits) of an HMAC of the room's key.
 */
import { createHmac } from 'node:crypto'
import type { RoomKey } from '../school/ids.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export function aliasLocalpart(key: RoomKey, secret: string): string {
  const digest = createHmac('sha256', secret).update(key).digest()
  const letters = Array.from({ length: 16 }, (_, index) => alphabet[fiveBits(digest, index * 5)])
  return `_lyceum_${letters.join('')}`
}

function fiveBits(bytes: Uint8Array, offset: number): number {
  const at = Math.floor(offset / 8)
  const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  return (pair >> (11 - (offset % 8))) & 31
}
