/**
 * Calls of the client API that list people, rooms or media, or change them, as somebody makes them who waits to be let in and
 * has heard, from outside, where the class chat is and who is in it. Statuses are Synapse's (1.163).
 */
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'

export interface HeldWorld {
  readonly held: UserId
  readonly pupil: UserId
  readonly chat: RoomId
  readonly space: RoomId
  readonly event: string
}

export interface HeldCall {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path(world: HeldWorld): string
  body?(world: HeldWorld): object
  readonly status: number
}

const client = '/_matrix/client/v3'
const part = encodeURIComponent
const room = (rest: string) => (world: HeldWorld) =>
  `${client}/rooms/${part(world.chat)}/${rest.replace('EVENT', part(world.event)).replace('ME', part(world.held))}`
const get = (name: string, status: number, path: HeldCall['path']): HeldCall => {
  return { name, method: 'GET', path, status }
}
const post = (
  name: string,
  status: number,
  path: HeldCall['path'],
  body: HeldCall['body'] = () => ({}),
): HeldCall => ({ name, method: 'POST', path, body, status })
const put = (
  name: string,
  status: number,
  path: HeldCall['path'],
  body: HeldCall['body'] = () => ({}),
): HeldCall => ({ name, method: 'PUT', path, body, status })

/** What answers 200 holds nothing of the school, which the test looks for in every answer. */
export const readingCalls: readonly HeldCall[] = [
  post(
    'people by name',
    200,
    () => `${client}/user_directory/search`,
    () => ({
      search_term: 'Имя',
    }),
  ),
  get('public rooms', 200, () => `${client}/publicRooms`),
  post(
    'public rooms by word',
    200,
    () => `${client}/publicRooms`,
    () => ({
      filter: { generic_search_term: 'Школа' },
    }),
  ),
  get('rooms of a space', 403, ({ space }) => `/_matrix/client/v1/rooms/${part(space)}/hierarchy`),
  get('summary of a room', 404, ({ chat }) => `/_matrix/client/v1/room_summary/${part(chat)}`),
  post(
    'messages by word',
    200,
    () => `${client}/search`,
    () => ({
      search_categories: { room_events: { search_term: 'Привет' } },
    }),
  ),
  get('own rooms', 200, () => `${client}/joined_rooms`),
  get('sync', 200, () => `${client}/sync?timeout=0&full_state=true`),
  post(
    'sliding sync',
    200,
    () => '/_matrix/client/unstable/org.matrix.simplified_msc3575/sync',
    () => ({ lists: { all: { ranges: [[0, 99]], required_state: [], timeline_limit: 10 } } }),
  ),
  get('first sync, old', 200, () => `${client}/initialSync`),
  get('events, old', 200, () => `${client}/events?timeout=0`),
  get('notifications', 200, () => `${client}/notifications`),
  get('members', 403, room('members')),
  get('joined members', 403, room('joined_members')),
  get('state', 403, room('state')),
  get('name of a room', 403, room('state/m.room.name')),
  get('messages', 403, room('messages?dir=b')),
  get('what stands around a message', 403, room('context/EVENT')),
  get('one message', 404, room('event/EVENT')),
  get('first sync of a room, old', 403, room('initialSync')),
  get('aliases of a room', 403, room('aliases')),
  get('threads', 403, ({ chat }) => `/_matrix/client/v1/rooms/${part(chat)}/threads`),
  get(
    'answers to a message',
    403,
    ({ chat, event }) => `/_matrix/client/v1/rooms/${part(chat)}/relations/${part(event)}`,
  ),
  get(
    'message by time',
    403,
    ({ chat }) => `/_matrix/client/v1/rooms/${part(chat)}/timestamp_to_event?ts=1&dir=f`,
  ),
  get('alias that is guessed', 404, () => `${client}/directory/room/${part('#1a:closed.test')}`),
  get('profile', 403, ({ pupil }) => `${client}/profile/${part(pupil)}`),
  get('name of a person', 403, ({ pupil }) => `${client}/profile/${part(pupil)}/displayname`),
  get('presence', 200, ({ pupil }) => `${client}/presence/${part(pupil)}/status`),
  get(
    'settings of a person',
    403,
    ({ pupil }) => `${client}/user/${part(pupil)}/account_data/m.direct`,
  ),
  get('whose devices changed', 200, () => `${client}/keys/changes?from=s0&to=s1`),
  get('own devices', 200, () => `${client}/devices`),
  get('bridged people', 200, () => `${client}/thirdparty/user?x=1`),
  get('bridged networks', 200, () => `${client}/thirdparty/protocols`),
  get('all people, as an administrator', 403, () => '/_synapse/admin/v2/users'),
  get('all rooms, as an administrator', 403, () => '/_synapse/admin/v1/rooms'),
]

const message = () => ({ msgtype: 'm.text', body: 'Это я' })
const target = ({ pupil }: HeldWorld) => ({ user_id: pupil })

export const changingCalls: readonly HeldCall[] = [
  post('make a room', 403, () => `${client}/createRoom`),
  post(
    'make a direct room',
    403,
    () => `${client}/createRoom`,
    ({ pupil }) => ({
      is_direct: true,
      invite: [pupil],
    }),
  ),
  post(
    'make a public room',
    403,
    () => `${client}/createRoom`,
    () => ({
      preset: 'public_chat',
      room_alias_name: 'open',
    }),
  ),
  post('invite', 403, room('invite'), target),
  post('join', 403, room('join')),
  post('join by id', 403, ({ chat }) => `${client}/join/${part(chat)}`),
  post('join the space', 403, ({ space }) => `${client}/join/${part(space)}`),
  post('knock', 403, ({ chat }) => `${client}/knock/${part(chat)}`),
  post('leave', 403, room('leave')),
  post('remove somebody', 403, room('kick'), target),
  post('ban somebody', 403, room('ban'), target),
  post('lift a ban', 403, room('unban'), target),
  post('upgrade a room', 403, room('upgrade'), () => ({ new_version: '12' })),
  put('write', 403, room('send/m.room.message/1'), message),
  put('react', 403, room('send/m.reaction/2'), ({ event }) => ({
    'm.relates_to': { rel_type: 'm.annotation', event_id: event, key: '👍' },
  })),
  put('rename a room', 403, room('state/m.room.name'), () => ({ name: 'Моя' })),
  put('take a message down', 403, room('redact/EVENT/3')),
  put('be seen typing', 403, room('typing/ME'), () => ({ typing: true, timeout: 1000 })),
  post('be seen reading', 403, room('receipt/m.read/EVENT')),
  post('report a message', 404, room('report/EVENT'), () => ({ reason: 'x' })),
  put(
    'name a room',
    403,
    () => `${client}/directory/room/${part('#mine:closed.test')}`,
    (world) => ({
      room_id: world.chat,
    }),
  ),
  put(
    'publish a room',
    403,
    ({ chat }) => `${client}/directory/list/room/${part(chat)}`,
    () => ({
      visibility: 'public',
    }),
  ),
  put(
    'take another name',
    403,
    ({ held }) => `${client}/profile/${part(held)}/displayname`,
    () => ({
      displayname: 'Директор',
    }),
  ),
  put(
    'take a picture',
    403,
    ({ held }) => `${client}/profile/${part(held)}/avatar_url`,
    () => ({
      avatar_url: 'mxc://closed.test/x',
    }),
  ),
  put(
    'mark a room',
    403,
    ({ held, chat }) => `${client}/user/${part(held)}/rooms/${part(chat)}/tags/u.x`,
  ),
]
