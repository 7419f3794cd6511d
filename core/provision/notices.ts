/**
 * Messages of the bot that ask somebody to decide. What each is about is stored with its event, so that a reaction or a
 * reply to it, from any client, decides; and whoever was told is not told again, however often a look comes by.
 */
import type { RoomId, UserId } from '../school/ids.ts'
import type { Policy } from '../school/policy/judge.ts'
import type { Notice, NoticeAbout } from '../store/notice-ports.ts'
import type { Engine } from './engine.ts'
import { tellPerson, transactionOf } from './tell-person.ts'

export interface Audience {
  readonly rooms: readonly RoomId[]
  readonly users: readonly UserId[]
}

/** The bot may write to everybody: nothing else is asked of the policy when it does. */
export function botPolicy({ homeserver, policy }: Pick<Engine, 'homeserver' | 'policy'>): Policy {
  return { settings: policy, bot: homeserver.bot, standing: () => undefined }
}

/** May be repeated: who was told is passed over. False when somebody could not be told yet; the log says who. */
export async function tellAll(
  engine: Engine,
  about: NoticeAbout,
  { rooms, users }: Audience,
  text: string,
): Promise<boolean> {
  const { homeserver, limit, store } = engine
  const there = await store.notices.about(about)
  const once = `${about.kind} ${about.subject}`
  const inRooms = rooms
    .filter((room) => !there.some((one) => one.user === undefined && one.room === room))
    .map(async (room) => {
      const content = { msgtype: 'm.text', body: text }
      const transaction = transactionOf(once, room)
      const event = await limit(() =>
        homeserver.sendEvent(room, 'm.room.message', transaction, content),
      )
      await store.notices.add({ event, room, user: undefined }, about)
    })
  const toUsers = [...new Set(users)]
    .filter((user) => !there.some((one) => one.user === user))
    .map(async (user) => {
      const sent = await tellPerson(engine, botPolicy(engine), user, text, once, 'm.text')
      if (sent !== undefined) await store.notices.add({ ...sent, user }, about)
    })
  const tried = await Promise.allSettled([...inRooms, ...toUsers])
  const failed = tried.filter((one) => one.status === 'rejected')
  for (const { reason } of failed) engine.log.warn({ ...about, err: reason }, 'not told yet')
  return failed.length === 0
}

/** Every message about it says from now on what became of it. May be repeated: each is changed once; what fails is logged. */
export async function editNotices(engine: Engine, about: NoticeAbout, text: string): Promise<void> {
  const notices = await engine.store.notices.about(about)
  const edits = notices.map((notice) => editNotice(engine, notice, text))
  for (const edit of await Promise.allSettled(edits)) {
    if (edit.status === 'fulfilled') continue
    engine.log.warn({ ...about, err: edit.reason }, 'message not edited')
  }
}

/** May be repeated: the same again is no second change, however much later. */
export async function editNotice(
  { homeserver, limit, store }: Engine,
  { event, room, shown }: Notice,
  text: string,
): Promise<void> {
  const transaction = transactionOf(`edit ${text}`, event)
  if (shown === transaction) return
  const content = {
    msgtype: 'm.text',
    body: `* ${text}`,
    'm.new_content': { msgtype: 'm.text', body: text },
    'm.relates_to': { rel_type: 'm.replace', event_id: event },
  }
  await limit(() => homeserver.sendEvent(room, 'm.room.message', transaction, content))
  await store.notices.show(event, transaction)
}
