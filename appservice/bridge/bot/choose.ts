/** Of what was found by a name: none, one to go on with, or several to choose from by number. */
import type { Answer, Asked } from './command.ts'

/** More would not be read on a phone. */
const mostShown = 9

export interface Choice {
  readonly line: string
  readonly go: (asked: Asked) => Promise<Answer>
}

export async function choose(
  asked: Asked,
  found: readonly Choice[],
  nobody: string,
): Promise<Answer> {
  const [first] = found
  if (first === undefined) return { text: nobody }
  if (found.length === 1) return first.go(asked)
  const shown = found.slice(0, mostShown)
  const lines = shown.map(({ line }, at) => `${at + 1}. ${line}`)
  return {
    text: asked.texts.foundMany(lines, found.length - shown.length),
    pick: shown.map(({ go }) => go),
  }
}
