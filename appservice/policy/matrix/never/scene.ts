/** Two schools with somebody in every relation, and what was said in the other one. */
import { randomUUID } from 'node:crypto'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { personId, schoolId, type RoomId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../../../testing/closed-site.ts'
import { client, encoded, worked } from './attempts.ts'

export const here = schoolId('S1')
const there = schoolId('S2')
/** Of two children in two classes. */
export const fatherId = personId('S1-F1')
/** Said in the other school, and the name of a file there. */
export const secret = 'secret-heron-4471'

const base = smallSchool({ id: 'S1' })
export const school: School = {
  ...base,
  people: [...base.people, { id: fatherId, givenName: 'Father', familyName: 'Фамилия-F1' }],
  guardianships: [
    ...base.guardianships,
    { guardian: fatherId, child: pupilId('S1', 1, 1) },
    { guardian: fatherId, child: pupilId('S1', 2, 1) },
  ],
}

export interface Scene {
  readonly site: ClosedSite
  readonly people: Awaited<ReturnType<typeof admitPeople>>
  /** Of the school, and of the other one. */
  readonly rooms: Awaited<ReturnType<typeof findRooms>>
  readonly theirMessage: string
}

/** It must not work. */
export type Sentence = readonly [string, (scene: Scene) => Promise<boolean>]

export async function startScene(): Promise<Scene> {
  const site = await startClosedSite({
    schools: [school, smallSchool({ id: 'S2' })],
    lines: ['policy: { region_staff: [helpdesk] }'],
  })
  const people = await admitPeople(site)
  const rooms = await findRooms(site)
  const said = await people.theirPupil.sendMessage(rooms.theirChat, `Homework ${secret}`)
  await sendFile(site, people.theirPupil, rooms.theirChat)
  return { site, people, rooms, theirMessage: said.body['event_id'] as string }
}

async function admitPeople(site: ClosedSite) {
  return {
    administrator: await site.enter(personId('S1-A1')),
    teacher: await site.enter(teacherId('S1', 1)),
    dismissed: await site.enter(teacherId('S1', 2)),
    pupil: await site.enter(pupilId('S1', 1, 1)),
    classmate: await site.enter(pupilId('S1', 1, 2)),
    mover: await site.enter(pupilId('S1', 2, 2)),
    mother: await site.enter(parentId('S1', 1, 1)),
    father: await site.enter(fatherId),
    classmatesMother: await site.enter(parentId('S1', 1, 2)),
    parentOfOthers: await site.enter(parentId('S1', 2, 2)),
    theirAdministrator: await site.enter(personId('S2-A1')),
    theirTeacher: await site.enter(teacherId('S2', 1)),
    theirPupil: await site.enter(pupilId('S2', 1, 1)),
    stranger: await site.stranger('nobody'),
    region: await site.stranger('helpdesk'),
  }
}

async function findRooms(site: ClosedSite) {
  return {
    chat: await site.roomOf(here, 'S1-C1/class-chat'),
    channel: await site.roomOf(here, 'S1-C1/class-channel'),
    space: await site.roomOf(here, 'S1/school'),
    staff: await site.roomOf(here, 'S1/staff'),
    theirChat: await site.roomOf(there, 'S2-C1/class-chat'),
    theirSpace: await site.roomOf(there, 'S2/school'),
  }
}

async function sendFile(site: ClosedSite, by: PersonClient, room: RoomId): Promise<void> {
  const response = await fetch(
    `${site.homeserverUrl}/_matrix/media/v3/upload?filename=${secret}.txt`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${by.accessToken}`, 'content-type': 'text/plain' },
      body: secret,
    },
  )
  const { content_uri: url } = (await response.json()) as { content_uri: string }
  const path = client(`v3/rooms/${encoded(room)}/send/m.room.message/${randomUUID()}`)
  const content = { msgtype: 'm.file', body: `${secret}.txt`, url }
  if (!worked(await by.request('PUT', path, content))) throw new Error('the file was not sent')
}
