/** `Synapse 1.135.2` against `1.136.0`; what tells no numbers is not judged. */
export function isOlder(server: string, needed: string): boolean {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(server)
  if (found === null) return false
  const parts = needed.split('.').map(Number)
  for (const [index, part] of parts.entries()) {
    const difference = Number(found[index + 1] ?? 0) - part
    if (difference !== 0) return difference < 0
  }
  return false
}
