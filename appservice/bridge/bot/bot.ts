/**
 * The bot: what somebody says to it where the two are alone is answered there; yes and no to its notices count wherever
 * they stand. Every message may come twice and is answered once; what a person may do is asked of the rights table at
 * that moment, as everywhere.
 */
import { LyceumError } from '@lyceum/core/errors.ts'
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { EventHandler, KeptEvent } from '../handlers.ts'
import { textsIn, type Answer, type Asked, type BotContext } from './command.ts'
import { commands } from './commands/all.ts'
import { keepHeard, readHeard, type Heard } from './heard.ts'
import { mayUse, refusalOf } from './may-use.ts'
import { ShownLists } from './memory.ts'
import { Pace } from './pace.ts'
import { parseMessage, type ParsedMessage } from './parse.ts'
import { answerInvitation, answerUnreadable, leaveRoom } from './rooms.ts'
import { say } from './say.ts'

export function listenAsBot(context: BotContext): EventHandler {
  const { bot } = context.engine.homeserver
  const shown = new ShownLists()
  const pace = new Pace()

  async function answerMessage(
    event: KeptEvent,
    person: UserId,
    heard: Extract<Heard, { readonly kind: 'said' }>,
  ): Promise<void> {
    const { engine, facts } = context
    const { talks } = engine.store
    if (await talks.isAnswered(event.id)) return
    const now = await facts.fresh()
    const at = context.now()
    switch (pace.take(person, at)) {
      case 'silent':
        return
      case 'told':
        return say(engine, event.room, textsIn(now.languageOf(person)).tooFast, event.id)
      case 'go':
    }
    const answer = await answerTo(event, person, heard, now)
    shown.remember(person, answer, at)
    await say(engine, event.room, answer.text, event.id)
    await talks.answered(event.id, at.toISOString())
  }

  async function answerTo(
    event: KeptEvent,
    user: UserId,
    { text, replyTo }: Extract<Heard, { readonly kind: 'said' }>,
    now: FactsNow,
  ): Promise<Answer> {
    const language = now.languageOf(user)
    const texts = textsIn(language)
    const standing = now.standing(user)
    if (standing === undefined) return { text: texts.stranger }
    const place = { event: event.id, room: event.room, replyTo }
    const asked: Asked = { user, standing, now, language, texts, rest: text, ...place }
    return answerParsed(asked, parseMessage(text)).catch((error: unknown) => explain(error, asked))
  }

  async function answerParsed(asked: Asked, parsed: ParsedMessage): Promise<Answer> {
    const { user, standing, language, texts } = asked
    switch (parsed.kind) {
      case 'number': {
        const picked = shown.of(user, context.now()).pick?.[parsed.number - 1]
        return picked === undefined ? { text: texts.noNumber } : picked(asked)
      }
      case 'unknown': {
        const command = commands.find(({ name }) => name === parsed.meant)
        if (command === undefined || !mayUse(command, standing)) return { text: texts.unknown }
        return { text: texts.didYouMean(texts.helpLines[command.name].usage) }
      }
      case 'command': {
        const command = commands.find(({ name }) => name === parsed.name)
        if (command === undefined) return { text: texts.unknown }
        if (!mayUse(command, standing)) return { text: refusalOf(command, standing, language) }
        return command.run(context, { ...asked, rest: parsed.rest })
      }
    }
  }

  return {
    name: 'bot',
    keep: (event, owner, talk) => keepHeard(event, owner, talk, bot),
    async handle(event, owner, talk) {
      const heard = readHeard(event, bot)
      switch (heard?.kind) {
        case undefined:
          return
        case 'invited':
          if (owner === undefined) await answerInvitation(context, event)
          return
        case 'joined-by-other':
          return leaveRoom(context, event)
        case 'unreadable':
          if (talk !== undefined) await answerUnreadable(context, event.room, talk)
          return
        case 'said':
          if (talk === event.sender) await answerMessage(event, talk, heard)
          return
        case 'reacted':
          return
      }
    },
  }
}

/** What the person can do something about is told; everything else is tried again as every event is. */
function explain(error: unknown, { texts }: Asked): Answer {
  if (!(error instanceof LyceumError)) throw error
  switch (error.code) {
    case 'locked':
    case 'stale-plan':
      return { text: texts.busy }
    default:
      throw error
  }
}
