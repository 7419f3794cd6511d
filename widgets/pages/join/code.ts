/**
 * A typed code as the server reads it: twelve characters of Crockford's base32, any case, with or without hyphens; letters
 * of a Cyrillic keyboard that look like Latin ones count as these. Undefined for what cannot be a code, so that a slip
 * of the finger costs no try.
 */
export function parseCode(text: string): string | undefined {
  const characters = [...text.toUpperCase().replace(/[\s\p{Pd}]/gu, '')]
  const code = characters.map((character) => lookAlikes.get(character) ?? character).join('')
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code.replace(/(.{4})(?=.)/g, '$1-') : undefined
}

const lookAlikes = new Map(
  [...'OILАВЕКМНОРСТХ'].map((from, n) => [from, '011ABEKMH0PCTX'.charAt(n)]),
)
