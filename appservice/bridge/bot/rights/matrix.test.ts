/** Every command of the bot, and every answer to a notice, by every role in every scope; what is right follows from the table. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '@lyceum/core/school/people.ts'
import { rightsTable, type RightsAction } from '@lyceum/core/school/rights/table.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { NoticeAbout } from '@lyceum/core/store/notice-ports.ts'
import { ru } from '../texts/ru.ts'
import {
  actors,
  startBotCast,
  targetOf,
  type ActorName,
  type BotCast,
  type Scope,
  type Target,
} from './cast.ts'

const scopes: readonly Scope[] = ['led', 'taught', 'other', 'elsewhere']

/** By the table's words alone. */
function isAllowed(actor: ActorName, action: RightsAction, scope: Scope): boolean {
  const row = rightsTable[action]
  if (actor === 'foreigner') return scope === 'elsewhere' && row.administrator === 'own-school'
  if (scope === 'elsewhere') return false
  switch (actor) {
    case 'administrator':
      return row.administrator === 'own-school'
    case 'class-teacher':
      return (
        (scope === 'led' && row['class-teacher'] === 'own-class') ||
        ((scope === 'led' || scope === 'taught') && row.teacher === 'own-class')
      )
    case 'teacher':
      return scope === 'led' && row.teacher === 'own-class'
    default:
      return false
  }
}

interface Row {
  readonly name: string
  readonly action: RightsAction
  readonly scopes?: readonly Scope[]
  /** Whether a refusal names the reason of the table; else what is not one's own is not found. */
  readonly isWorded: boolean
  /** A reaction or reply in the administration room. */
  readonly isToNotice?: true
  /** Before anybody asks; what it gives is for `ask`. */
  prepare?(at: Target): Promise<Prepared>
  ask(actor: ActorName, at: Target, prepared: Prepared): Promise<string>
}

interface Prepared {
  readonly event?: string
  readonly surname?: string
  close?(): Promise<void>
}

let cast: BotCast
beforeAll(async () => {
  cast = await startBotCast()
}, 120_000)

const said = (name: string, action: RightsAction, text: (at: Target) => string): Row => ({
  name,
  action,
  isWorded: true,
  ask: (actor, at) => cast.ask(actor, text(at)),
})
/** By a name, of whom only those are found who are within reach. */
const named = (name: string, action: RightsAction, text: (at: Target) => string): Row => ({
  ...said(name, action, text),
  isWorded: false,
})
/** A right over the staff is of the school, whatever the class in which they teach. */
const overStaff = (row: Row): Row => ({ ...row, scopes: ['other', 'elsewhere'] })

const rolesWanted: readonly (readonly [Role, RightsAction])[] = [
  ['pupil', 'decide-pupil'],
  ['parent', 'decide-parent'],
  ['teacher', 'decide-staff'],
]

async function apply(role: Role, at: Target): Promise<Prepared> {
  const child = role === 'parent' ? at.pupil : undefined
  const application = await cast.applicant(at, { role, child })
  const about: NoticeAbout = { kind: 'application', subject: application.id }
  return {
    event: await cast.noticeIn(at, about),
    surname: application.name.familyName,
    close: () => cast.close(application),
  }
}

const decisions = rolesWanted.flatMap(([role, action]): Row[] => {
  const prepare = (at: Target) => apply(role, at)
  const byNumber = (verb: string): Row => ({
    name: `${verb} N of a ${role}`,
    action,
    isWorded: false,
    prepare,
    async ask(actor, _at, { surname }) {
      const list = await cast.ask(actor, 'applications')
      const number = new RegExp(`(\\d+)\\. ${surname}\\b`, 'u').exec(list)?.[1]
      return cast.ask(actor, `${verb} ${number ?? 99}`)
    },
  })
  const byReaction = (key: string): Row => ({
    name: `${key} to the application of a ${role}`,
    action,
    isWorded: true,
    isToNotice: true,
    prepare,
    ask: (actor, at, { event = '' }) => cast.react(actor, at, event, key),
  })
  return [
    byNumber('accept'),
    byNumber('decline'),
    byReaction('✅'),
    byReaction('❌'),
    {
      ...byReaction('a reply'),
      ask: (actor, at, { event = '' }) => cast.reply(actor, at, event, 'нет, не наш'),
    },
  ]
})

const notices: readonly Row[] = [
  ...(['✅', '❌'] as const).map((key): Row => ({
    name: `${key} to a report`,
    action: 'handle-report',
    isWorded: true,
    isToNotice: true,
    async prepare(at) {
      return { event: await cast.makeNotice(at, await cast.reported(at)) }
    },
    ask: (actor, at, { event = '' }) => cast.react(actor, at, event, key),
  })),
  {
    name: '❌ to a parent who entered',
    action: 'end-guardianship',
    isWorded: true,
    isToNotice: true,
    async prepare(at) {
      const subject = `${at.school}/${await cast.addGuardian(at)}/${at.pupil}`
      return { event: await cast.makeNotice(at, { kind: 'guardian', subject }) }
    },
    ask: (actor, at, { event = '' }) => cast.react(actor, at, event, '❌'),
  },
  ...(['✅', '❌'] as const).map((key): Row => ({
    name: `${key} to a pupil who waits to be confirmed`,
    action: 'confirm-pupil',
    // Of a confirmation core says who may give one.
    isWorded: false,
    isToNotice: true,
    async prepare(at) {
      return { event: await cast.noticeIn(at, await cast.unconfirmed(at)) }
    },
    ask: (actor, at, { event = '' }) => cast.react(actor, at, event, key),
  })),
]

const rows: readonly Row[] = [
  said('invite CLASS', 'invite-pupil', (at) => `invite ${at.class}`),
  said('invite CLASS parents', 'invite-parent', (at) => `invite ${at.class} parents`),
  said('invite CLASS teachers', 'invite-staff', (at) => `invite ${at.class} teachers`),
  said('invite CLASS personal', 'invite-pupil', (at) => `invite ${at.class} personal`),
  said('invite CLASS parents personal', 'invite-parent', (at) => {
    return `invite ${at.class} parents personal`
  }),
  named('invite PUPIL', 'invite-pupil', (at) => `invite Фамилия-${at.newPupil}`),
  named('invite PARENT', 'invite-parent', (at) => `invite Фамилия-${at.newParent}`),
  overStaff(named('invite TEACHER', 'invite-staff', (at) => `invite Фамилия-${at.newTeacher}`)),
  said('new chat CLASS', 'create-chat', (at) => `new chat ${at.class} Кружок`),
  said('new chat CLASS parents', 'create-chat', (at) => `new chat ${at.class} родители Совет`),
  said('reset PUPIL', 'reset-password', (at) => `reset Фамилия-${at.pupil}`),
  said('reset PARENT', 'reset-password', (at) => `reset Фамилия-${at.parent}`),
  overStaff(said('reset TEACHER', 'reset-staff-password', (at) => `reset Фамилия-${at.teacher}`)),
  ...decisions,
  ...notices,
]

/** What is everybody's who is of a school. */
const ofEverybody = [
  'help',
  'classes',
  'write Фамилия',
  'chats',
  'join Шахматы',
  'leave Шахматы',
  'report',
]

const cells = rows.flatMap((row) => {
  return actors.flatMap((actor) => (row.scopes ?? scopes).map((scope) => ({ row, actor, scope })))
})

test('there are enough of them', () => {
  const all = cells.length + ofEverybody.length * actors.length
  process.stderr.write(`${all} cells of the rights table asked of the bot\n`)
  expect(all).toBeGreaterThanOrEqual(800)
})

const reasons = ['not-of-a-school', 'another-school', 'another-class', 'not-your-role'] as const
const refusals: readonly string[] = [
  ...reasons.map((reason) => describeRightsRefusal(reason, 'ru')),
  ru.stranger,
]
const notFound: readonly string[] = [
  ru.noSuchClass,
  ru.nobodyToInvite,
  ru.nobodyToReset,
  ru.noNumber,
  ...Object.values(ru.mayNotConfirm),
]

describe.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
  test.each(
    actors.flatMap((actor) => (row.scopes ?? scopes).map((scope) => [actor, scope] as const)),
  )('as %s, %s', async (actor, scope) => {
    const at = targetOf(scope)
    const prepared = (await row.prepare?.(at)) ?? {}
    const before = await cast.footprint()
    const answer = await row.ask(actor, at, prepared)
    const isDone = (await cast.footprint()) !== before
    await prepared.close?.()
    expect([isDone, answer]).toEqual([isAllowed(actor, row.action, scope), answer])
    if (isDone) return
    const isHere = scope !== 'elsewhere' && actor !== 'foreigner'
    const isOutside = actor === 'waiting' || actor === 'stranger'
    // Nothing is said to them in the administration room, where they cannot be.
    if (isOutside) expect(answer).toBe(row.isToNotice === true ? '' : ru.stranger)
    else if (row.isWorded && isHere) expect(refusals).toContain(answer)
    else expect([...refusals, ...notFound]).toContain(answer)
  })
})

describe.each(ofEverybody)('%s', (text) => {
  test.each(actors)('as %s', async (actor) => {
    const before = await cast.footprint()
    const answer = await cast.ask(actor, text)
    const isOutside = actor === 'waiting' || actor === 'stranger'
    if (isOutside) expect(answer).toBe(ru.stranger)
    else expect([...refusals, ru.unknown, '']).not.toContain(answer)
    expect(await cast.footprint()).toBe(before)
  })
})
