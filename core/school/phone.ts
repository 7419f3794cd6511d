/** Telephone numbers as people write them, in the one form of E.164: `+` and up to fifteen digits. */

/** Undefined for what is none. Without the country's code a number of eleven digits that begins with 8 or 7 is Russian. */
export function parsePhone(text: string): string | undefined {
  const written = text.trim().replace(/^00/, '+')
  if (!/^\+?[\d\s().\u2010-\u2015\u00A0-]+$/.test(written)) return undefined
  const digits = written.replace(/\D/g, '')
  if (!written.startsWith('+')) {
    return /^[78]\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : undefined
  }
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : undefined
}
