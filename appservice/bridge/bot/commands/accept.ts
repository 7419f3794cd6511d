import type { Answer, Asked, BotContext, Command } from '../command.ts'
import { decide, type Wish } from '../decide.ts'
import type { ShownLists } from '../memory.ts'
import { takeNumbers } from '../numbers.ts'

/** `accept 2`, `accept 2 3`, `accept 2 Petrov` where a parent's child must be named. */
export function acceptCommand(shown: ShownLists): Command {
  return {
    name: 'accept',
    rights: ['decide-pupil', 'decide-parent', 'decide-staff'],
    run: (context, asked) =>
      decideNumbered(context, asked, shown, asked.texts.acceptExample, (child) => {
        return { state: 'accepted', child: child || undefined }
      }),
  }
}

/** `decline 2 wrong class`. */
export function declineCommand(shown: ShownLists): Command {
  return {
    name: 'decline',
    rights: ['decide-pupil', 'decide-parent', 'decide-staff'],
    run: (context, asked) =>
      decideNumbered(context, asked, shown, asked.texts.declineExample, (reason) => {
        return { state: 'declined', reason: reason || undefined }
      }),
  }
}

/** Only what the person has seen under that number, in this very list, is decided. */
async function decideNumbered(
  context: BotContext,
  asked: Asked,
  shown: ShownLists,
  example: string,
  wish: (rest: string) => Wish,
): Promise<Answer> {
  const { numbers, rest } = takeNumbers(asked.rest)
  if (numbers.length === 0) return { text: example }
  const ids = shown.of(asked.user, context.now()).applications ?? []
  const texts: string[] = []
  for (const number of numbers) {
    const id = ids[number - 1]
    if (id === undefined) texts.push(asked.texts.noNumber)
    else texts.push((await decide(context, asked, id, wish(rest))).text)
  }
  return { text: [...new Set(texts)].join('\n') }
}
