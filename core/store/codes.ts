/**
 * Invitation secrets: a token for links (26 characters, 130 bits) and a code for typing (12 characters, 60 bits), both
 * Crockford base32 (https://www.crockford.com/base32.html): no I, L, O, U, so that paper is read without mistakes.
 * The database holds only their HMAC: whoever gets it alone can neither use nor guess one.
 */
import { createHmac, randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const tokenLength = 26
const codeLength = 12
const idLength = 16

/** What a hand writes or a Cyrillic keyboard types for the characters of the alphabet. */
const lookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: '0',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
}

export function newToken(): string {
  return randomText(tokenLength)
}

/** Grouped `XXXX-XXXX-XXXX`. */
export function newCode(): string {
  return randomText(codeLength).replace(/(.{4})(?=.)/g, '$1-')
}

export function newId(): string {
  return randomText(idLength).toLowerCase()
}

/** Takes a token or code as people type it: any case, dashes and spaces anywhere. Undefined when it can be neither. */
export function parseSecret(text: string): string | undefined {
  if (text.length > 4 * tokenLength) return undefined
  const characters = [...text.toUpperCase().replace(/[\s\p{Pd}]/gu, '')]
  const secret = characters.map((character) => lookAlikes[character] ?? character).join('')
  const wellFormed = /^[0-9A-HJKMNP-TV-Z]+$/.test(secret)
  const knownLength = secret.length === tokenLength || secret.length === codeLength
  return wellFormed && knownLength ? secret : undefined
}

/** Of a secret as `parseSecret` gives it. */
export function hashSecret(key: string, secret: string): string {
  return createHmac('sha256', key).update(secret).digest('hex')
}

/** Five bits a character: 32 divides 256, so every character is equally likely. */
function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte & 31)).join('')
}
