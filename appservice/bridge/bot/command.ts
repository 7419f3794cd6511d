/** What a command of the bot is: data plus a handler, one file each in `commands/`. */
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import type { RightsAction } from '@lyceum/core/school/rights/table.ts'
import type { PeopleContext } from '../../people/context.ts'
import type { Log } from '../../log.ts'
import { en, type Texts } from './texts/en.ts'
import { ru } from './texts/ru.ts'
import type { CommandName } from './words.ts'

export interface BotContext extends PeopleContext {
  readonly publicUrl: string
  readonly log: Log
}

/** One message to the bot, by somebody of a school. */
export interface Asked {
  readonly user: UserId
  readonly standing: Standing
  readonly now: FactsNow
  readonly language: Language
  readonly texts: Texts
  /** What follows the command's word. */
  readonly rest: string
  readonly event: string
  readonly room: RoomId
  readonly replyTo: string | undefined
}

export interface Answer {
  readonly text: string
  /** What a number alone means next, from 1. */
  readonly pick?: readonly ((asked: Asked) => Promise<Answer>)[]
  /** What the numbers of `accept` and `decline` mean: ids of applications, from 1. */
  readonly applications?: readonly string[]
}

export interface Command {
  readonly name: CommandName
  /** Any of these, anywhere, gives the command; none: it is everybody's. */
  readonly rights: readonly RightsAction[]
  /** May be called again for the same event: what it does may be repeated. */
  run(context: BotContext, asked: Asked): Promise<Answer>
}

export function textsIn(language: Language): Texts {
  return language === 'ru' ? ru : en
}
