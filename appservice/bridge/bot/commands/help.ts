import type { Command } from '../command.ts'
import { mayUse } from '../may-use.ts'

/** `all`: the commands that there are; only what the person may do is told. */
export function helpCommand(all: () => readonly Command[]): Command {
  return {
    name: 'help',
    rights: [],
    async run(_context, { standing, texts }) {
      const lines = all()
        .filter((command) => mayUse(command, standing))
        .map(({ name }) => `${texts.helpLines[name].usage} — ${texts.helpLines[name].what}`)
      return { text: texts.help(lines) }
    },
  }
}
