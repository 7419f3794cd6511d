/** What is never opened, and what nobody does to the school's rooms. */
import { client, create, encoded, inRoom, invite, makeRoom, read, worked } from './attempts.ts'
import { type Sentence } from './scene.ts'

export const openings: readonly Sentence[] = [
  [
    'A pupil never makes a public room.',
    async (scene) => worked(await create(scene.people.pupil, { preset: 'public_chat' })),
  ],
  [
    'A pupil never opens the own room to everybody.',
    async (scene) => {
      const room = await makeRoom(scene.people.pupil)
      return worked(
        await scene.people.pupil.setState(room, 'm.room.join_rules', '', { join_rule: 'public' }),
      )
    },
  ],
  [
    'A teacher never lets people knock at an own room.',
    async (scene) => {
      const room = await makeRoom(scene.people.teacher)
      return worked(
        await scene.people.teacher.setState(room, 'm.room.join_rules', '', { join_rule: 'knock' }),
      )
    },
  ],
  [
    "Nobody ever knocks at a school's room.",
    async (scene) => {
      const path = client(`v3/knock/${encoded(scene.rooms.chat)}`)
      return worked(await scene.people.theirPupil.request('POST', path, {}))
    },
  ],
  [
    'Nobody ever makes an own room readable by the world.',
    async (scene) => {
      const room = await makeRoom(scene.people.pupil)
      const content = { history_visibility: 'world_readable' }
      return worked(
        await scene.people.pupil.setState(room, 'm.room.history_visibility', '', content),
      )
    },
  ],
  [
    'An administrator never gives a room an address.',
    async (scene) => {
      const room = await makeRoom(scene.people.administrator)
      const path = client(`v3/directory/room/${encoded(`#club:${scene.site.serverName}`)}`)
      return worked(await scene.people.administrator.request('PUT', path, { room_id: room }))
    },
  ],
  [
    "An administrator never takes away the address of a school's room.",
    async (scene) => {
      const state = await read(
        scene.people.administrator,
        scene.rooms.channel,
        'state/m.room.canonical_alias/',
      )
      const path = client(`v3/directory/room/${encoded(String(state.body['alias']))}`)
      return worked(await scene.people.administrator.request('DELETE', path))
    },
  ],
  [
    "An administrator never puts a school's room on the public list.",
    async (scene) => {
      const path = client(`v3/directory/list/room/${encoded(scene.rooms.channel)}`)
      const body = { visibility: 'public' }
      return worked(await scene.people.administrator.request('PUT', path, body))
    },
  ],
  [
    'The list of public rooms never names a room.',
    async (scene) => {
      const { body } = await scene.people.pupil.request('GET', client('v3/publicRooms'))
      return ((body['chunk'] ?? []) as readonly unknown[]).length > 0
    },
  ],
]

export const ourRooms: readonly Sentence[] = [
  [
    'An administrator never moves a class away by an upgrade of its channel.',
    async (scene) =>
      worked(
        await inRoom(scene.people.administrator, scene.rooms.channel, 'upgrade', {
          new_version: '11',
        }),
      ),
  ],
  [
    'A teacher never hangs an own room into the school.',
    async (scene) => {
      const room = await makeRoom(scene.people.teacher)
      const child = { via: [scene.site.serverName] }
      return worked(
        await scene.people.teacher.setState(scene.rooms.space, 'm.space.child', room, child),
      )
    },
  ],
  [
    "An administrator never marks an own room as the school's.",
    async (scene) => {
      const room = await makeRoom(scene.people.administrator)
      const mark = { school: 'S1', kind: 'general' }
      return worked(await scene.people.administrator.setState(room, 'org.lyceum.room', '', mark))
    },
  ],
  [
    'An administrator never gives anybody more power in a room of the school.',
    async (scene) => {
      const { body } = await read(
        scene.people.administrator,
        scene.rooms.channel,
        'state/m.room.power_levels/',
      )
      const users = { ...(body['users'] as object), [scene.people.pupil.userId]: 100 }
      const levels = { ...body, users }
      return worked(
        await scene.people.administrator.setState(
          scene.rooms.channel,
          'm.room.power_levels',
          '',
          levels,
        ),
      )
    },
  ],
  [
    "A teacher never brings a mother into the staff's room.",
    async (scene) =>
      worked(await invite(scene.people.teacher, scene.rooms.staff, scene.people.mother)),
  ],
  [
    'Region staff never enter a class by themselves.',
    async (scene) => worked(await inRoom(scene.people.region, scene.rooms.chat, 'join')),
  ],
  [
    'A parent never enters the class chat of the own child.',
    async (scene) => worked(await inRoom(scene.people.mother, scene.rooms.chat, 'join')),
  ],
]
