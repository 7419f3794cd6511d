/**
 * The bot: what somebody says to it where the two are alone is answered there; yes and no to its notices count wherever
 * they stand. Every message may come twice and is answered once; what a person may do is asked of the rights table at
 * that moment, as everywhere.
 */
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import { tellPerson } from '@lyceum/core/provision/tell-person.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { NoticeAbout } from '@lyceum/core/store/notice-ports.ts'
import type { BotTalk, EventHandler, KeptEvent, RoomOwner } from '../handlers.ts'
import { textsIn, type Answer, type Asked, type BotContext } from './command.ts'
import { explain } from './explain.ts'
import { createCommands } from './commands/all.ts'
import { helpText } from './commands/help.ts'
import { isReport, keepHeard, readHeard, type Heard } from './heard.ts'
import { mayUse, refusalOf } from './may-use.ts'
import { ShownLists } from './memory.ts'
import { Pace } from './pace.ts'
import { answerNotice } from './notices.ts'
import { parseMessage, parseReply, type NoticeReply, type ParsedMessage } from './parse.ts'
import { answerInvitation, answerUnreadable, leaveRoom, missedIn } from './rooms.ts'
import { say } from './say.ts'

export function listenAsBot(context: BotContext): EventHandler {
  const { bot } = context.engine.homeserver
  const shown = new ShownLists()
  const pace = new Pace()
  const commands = createCommands(shown)

  /** Once an event, and no more of one person than the pace allows. */
  async function answerOnce(
    event: KeptEvent,
    talk: BotTalk,
    work: (now: FactsNow) => Promise<Answer | undefined>,
  ): Promise<void> {
    const { engine, facts } = context
    const { talks } = engine.store
    if (await talks.isAnswered(event.id)) return
    const now = await facts.fresh()
    const { sender } = event
    const at = context.now()
    const turn = pace.take(sender, at)
    if (turn === 'silent') return
    const answer =
      turn === 'go' ? await work(now) : { text: textsIn(now.languageOf(sender)).tooFast }
    if (answer !== undefined) {
      shown.remember(sender, answer, at)
      if (talk !== undefined) await say(engine, event.room, answer.text, event.id)
      // In a room of many only the one who asked is told.
      else await tellAlone(event, now, answer.text)
    }
    await talks.answered(event.id, at.toISOString())
  }

  /** Never a reason to try the whole again: what was decided stands, and others in the room wait behind it. */
  async function tellAlone({ sender, id }: KeptEvent, now: FactsNow, text: string): Promise<void> {
    try {
      await tellPerson(context.engine, now.policy, sender, text, `bot ${id}`)
    } catch (err) {
      context.log.warn({ user: sender, err }, 'person not told')
    }
  }

  /** Undefined where the event is no notice of that room: what people reply to each other is no business of the bot. */
  async function noticeAt(event: KeptEvent, to: string | undefined) {
    const notice = to === undefined ? undefined : await context.engine.store.notices.of(to)
    return notice?.room === event.room ? notice : undefined
  }

  /** Where many are, everybody sees the notice change: only what did not happen is told, to the one alone. */
  async function answerToNotice(
    event: KeptEvent,
    talk: BotTalk,
    about: NoticeAbout,
    reply: NoticeReply,
  ): Promise<void> {
    await answerOnce(event, talk, async (now) => {
      const user = event.sender
      const language = now.languageOf(user)
      const standing = now.standing(user)
      if (standing === undefined) {
        // Who may be in the room is of the school; whoever is not any more has nothing to be told.
        return talk === undefined ? undefined : { text: textsIn(language).stranger }
      }
      const decider = { user, standing, language, texts: textsIn(language) }
      const decided = await answerNotice(context, decider, about, reply)
      return decided.isDone && talk === undefined ? undefined : decided
    })
  }

  async function answerReaction(
    event: KeptEvent,
    talk: BotTalk,
    { to, answer }: Extract<Heard, { readonly kind: 'reacted' }>,
  ): Promise<void> {
    const notice = await noticeAt(event, to)
    if (notice === undefined) return
    await answerToNotice(event, talk, notice, { answer, rest: '', text: '' })
  }

  async function answerMessage(
    event: KeptEvent,
    talk: BotTalk,
    heard: Extract<Heard, { readonly kind: 'said' }>,
  ): Promise<void> {
    const notice = await noticeAt(event, heard.replyTo)
    if (notice !== undefined) {
      const text = heard.text.trim()
      const reply = parseReply(text) ?? { answer: undefined, rest: text }
      await answerToNotice(event, talk, notice, { ...reply, text })
    } else if (talk !== undefined) {
      await answerOnce(event, talk, (now) => answerTo(event, event.sender, heard, now))
    } else if (isReport(heard)) {
      const { homeserver, limit } = context.engine
      // Who reports somebody must not be seen to by everybody who is there.
      await limit(() => homeserver.redact(event.room, event.id))
      await answerOnce(event, talk, (now) => answerTo(event, event.sender, heard, now))
    }
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

  /** The bot has come: what was said meanwhile is answered, and who has said nothing is told what may be said. */
  async function greet(event: KeptEvent): Promise<void> {
    const { engine, facts } = context
    const { sender, room } = event
    const missed = (await missedIn(context, event)).flatMap((one): KeptEvent[] => {
      const content = keepHeard(one, undefined, sender, bot)
      const kept = { room, type: one.type, stateKey: undefined, sender, sentAt: event.sentAt }
      return content === undefined ? [] : [{ ...kept, id: one.event_id, content }]
    })
    for (const one of missed) await hear(one, undefined, sender)
    if (missed.length > 0) return
    const now = await facts.fresh()
    const standing = now.standing(sender)
    const texts = textsIn(now.languageOf(sender))
    const text = standing === undefined ? texts.stranger : helpText(commands, standing, texts)
    await say(engine, room, text, `greeting ${room}`)
  }

  async function hear(event: KeptEvent, owner: RoomOwner, talk: BotTalk): Promise<void> {
    const heard = readHeard(event, bot)
    const isForUs = talk === event.sender || owner !== undefined
    switch (heard?.kind) {
      case undefined:
        return
      case 'invited':
        if (owner === undefined && (await answerInvitation(context, event))) await greet(event)
        return
      case 'joined-by-other':
        return leaveRoom(context, event)
      case 'unreadable':
        if (talk !== undefined) await answerUnreadable(context, event.room, talk)
        return
      case 'said':
        if (isForUs) await answerMessage(event, talk, heard)
        return
      case 'reacted':
        if (isForUs) await answerReaction(event, talk, heard)
        return
    }
  }

  return {
    name: 'bot',
    keep: (event, owner, talk) => keepHeard(event, owner, talk, bot),
    handle: hear,
  }
}
