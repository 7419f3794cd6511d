/** A random whole number below `limit`, each equally likely, from the browser's source for secrets. */
export function randomBelow(limit: number): number {
  const range = 2 ** 32
  const fair = range - (range % limit)
  const buffer = new Uint32Array(1)
  for (;;) {
    const [number = 0] = crypto.getRandomValues(buffer)
    if (number < fair) return number % limit
  }
}
