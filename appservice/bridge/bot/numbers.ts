/** `2 3 wrong class`: the numbers in front, and the rest. `5А` is none. */
export function takeNumbers(text: string): {
  readonly numbers: readonly number[]
  readonly rest: string
} {
  const words = text.split(' ').filter(Boolean)
  const isNumber = (word: string) => /^\d{1,3}[.,:)]?$/.test(word)
  const end = words.findIndex((word) => !isNumber(word))
  const count = end < 0 ? words.length : end
  const numbers = words.slice(0, count).map((word) => Number.parseInt(word, 10))
  return { numbers: [...new Set(numbers)], rest: words.slice(count).join(' ') }
}
