/** Who never reaches whom. */
import type { RoomId } from '@lyceum/core/school/ids.ts'
import { create, inRoom, invite, makeRoom, reaches, worked } from './attempts.ts'
import { type Sentence } from './scene.ts'

export const betweenTwo: readonly Sentence[] = [
  [
    'A pupil never writes to a pupil of another school.',
    (scene) => reaches(scene.people.pupil, scene.people.theirPupil),
  ],
  [
    'A pupil never writes to a teacher of another school.',
    (scene) => reaches(scene.people.pupil, scene.people.theirTeacher),
  ],
  [
    "A pupil never writes to a classmate's mother.",
    (scene) => reaches(scene.people.pupil, scene.people.classmatesMother),
  ],
  [
    "A mother never writes to her child's classmate.",
    (scene) => reaches(scene.people.mother, scene.people.classmate),
  ],
  [
    'A mother never writes to a parent of another class.',
    (scene) => reaches(scene.people.mother, scene.people.parentOfOthers),
  ],
  [
    'A teacher never writes to a teacher of another school.',
    (scene) => reaches(scene.people.teacher, scene.people.theirTeacher),
  ],
  [
    'An administrator never writes to a pupil of another school.',
    (scene) => reaches(scene.people.administrator, scene.people.theirPupil),
  ],
  [
    'A stranger never writes to a pupil.',
    (scene) => reaches(scene.people.stranger, scene.people.pupil),
  ],
  [
    'A pupil never writes to a stranger.',
    (scene) => reaches(scene.people.pupil, scene.people.stranger),
  ],
  [
    'A stranger never makes a room, not even an empty one.',
    async (scene) => worked(await create(scene.people.stranger)),
  ],
  [
    'Region staff never bring in a stranger.',
    (scene) => reaches(scene.people.region, scene.people.stranger),
  ],
  [
    'Nobody ever invites by e-mail.',
    async (scene) => {
      const room = await makeRoom(scene.people.administrator)
      const address = { medium: 'email', address: 'friend@example.org' }
      const server = { id_server: 'id.example.org', id_access_token: 'x' }
      return worked(
        await inRoom(scene.people.administrator, room, 'invite', { ...address, ...server }),
      )
    },
  ],
]

export const throughAThird: readonly Sentence[] = [
  [
    'A child never brings the own friend to the own mother.',
    async (scene) => {
      const room = await makeRoom(scene.people.mother, scene.people.pupil)
      return worked(await invite(scene.people.pupil, room, scene.people.classmate))
    },
  ],
  [
    "A teacher never brings a mother to somebody else's child.",
    async (scene) => {
      const room = await makeRoom(scene.people.teacher, scene.people.classmate)
      return worked(await invite(scene.people.teacher, room, scene.people.mother))
    },
  ],
  [
    "A teacher never opens a group with a child and a classmate's mother at once.",
    async (scene) => {
      const invited = [scene.people.pupil.userId, scene.people.classmatesMother.userId]
      return worked(await create(scene.people.teacher, { invite: invited }))
    },
  ],
  [
    'Region staff never bring pupils of two schools together.',
    async (scene) => {
      const room = await makeRoom(scene.people.region, scene.people.pupil)
      return worked(await invite(scene.people.region, room, scene.people.theirPupil))
    },
  ],
  [
    'An invitation that waits never lets in who may not be with those invited.',
    async (scene) => {
      const answer = await create(scene.people.teacher, { invite: [scene.people.pupil.userId] })
      const room = answer.body['room_id'] as RoomId
      return worked(await invite(scene.people.teacher, room, scene.people.classmatesMother))
    },
  ],
  [
    "Who knows a room's id never joins the conversation of two others.",
    async (scene) => {
      const room = await makeRoom(scene.people.pupil, scene.people.teacher)
      return worked(await inRoom(scene.people.classmate, room, 'join'))
    },
  ],
  [
    'A room that opens itself to a class never lets a mother in to other children.',
    async (scene) => {
      const room = await makeRoom(scene.people.pupil, scene.people.classmate)
      const allow = [{ type: 'm.room_membership', room_id: scene.rooms.channel }]
      const rule = { join_rule: 'restricted', allow }
      await scene.people.pupil.setState(room, 'm.room.join_rules', '', rule)
      return worked(await inRoom(scene.people.mother, room, 'join'))
    },
  ],
]
