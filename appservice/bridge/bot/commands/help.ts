import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import type { Asked, Command } from '../command.ts'
import { mayUse } from '../may-use.ts'

/** `all`: the commands that there are. */
export function helpCommand(all: () => readonly Command[]): Command {
  return {
    name: 'help',
    rights: [],
    async run(_context, { standing, texts }) {
      return { text: helpText(all(), standing, texts) }
    },
  }
}

/** Only what the person may do. */
export function helpText(
  all: readonly Command[],
  standing: Standing,
  texts: Asked['texts'],
): string {
  const lines = all
    .filter((command) => mayUse(command, standing))
    .map(({ name }) => `${texts.helpLines[name].usage} — ${texts.helpLines[name].what}`)
  return texts.help(lines)
}
