/** What of another school is never read, listed or found. */
import { client, encoded, read, search, tells, worked } from './attempts.ts'
import { secret, type Sentence } from './scene.ts'

export const otherSchool: readonly Sentence[] = [
  [
    'A pupil never reads a room of another school, whatever the way.',
    async (scene) => {
      const ways = [
        'messages?dir=b',
        'state',
        'members',
        'joined_members',
        'initialSync',
        `event/${encoded(scene.theirMessage)}`,
        `context/${encoded(scene.theirMessage)}`,
        'state/m.room.name/',
        'aliases',
        'threads',
      ].map((what) => read(scene.people.pupil, scene.rooms.theirChat, what))
      const others = [
        `v1/rooms/${encoded(scene.rooms.theirChat)}/relations/${encoded(scene.theirMessage)}`,
        `v1/rooms/${encoded(scene.rooms.theirChat)}/timestamp_to_event?ts=0&dir=f`,
      ].map((path) => scene.people.pupil.request('GET', client(path)))
      return (await Promise.all([...ways, ...others])).some(worked)
    },
  ],
  [
    'A summary never tells a pupil what a room of another school is called.',
    async (scene) => {
      const paths = [
        `v1/room_summary/${encoded(scene.rooms.theirChat)}`,
        `unstable/im.nheko.summary/summary/${encoded(scene.rooms.theirChat)}`,
        `v1/rooms/${encoded(scene.rooms.theirChat)}/hierarchy`,
      ].map((path) => scene.people.pupil.request('GET', client(path)))
      return (await Promise.all(paths)).some(worked)
    },
  ],
  [
    'The hierarchy of another school never opens, not even to an administrator.',
    async (scene) => {
      const path = client(`v1/rooms/${encoded(scene.rooms.theirSpace)}/hierarchy`)
      return worked(await scene.people.administrator.request('GET', path))
    },
  ],
  [
    "A pupil never finds another school's people in the directory.",
    (scene) => {
      const find = (words: string) =>
        scene.people.pupil.request('POST', client('v3/user_directory/search'), {
          search_term: words,
        })
      return tells([find('Фамилия-S2'), find('s2'), find('S2-P1-1')], ['@s2-'])
    },
  ],
  [
    'A pupil never sees the profile of a pupil of another school.',
    async (scene) => {
      const path = client(`v3/profile/${encoded(scene.people.theirPupil.userId)}`)
      return worked(await scene.people.pupil.request('GET', path))
    },
  ],
  [
    'A search never finds a word that was said in another school.',
    (scene) =>
      tells(
        [search(scene.people.pupil, secret), search(scene.people.administrator, 'Homework')],
        [secret],
      ),
  ],
  [
    "No listing and no search leads to another school's files.",
    (scene) => {
      const filter = encoded(JSON.stringify({ contains_url: true }))
      const user = encoded(scene.people.theirPupil.userId)
      const listings = [
        read(scene.people.administrator, scene.rooms.theirChat, `messages?dir=b&filter=${filter}`),
        scene.people.administrator.request('GET', `/_synapse/admin/v1/users/${user}/media`),
        scene.people.administrator.request(
          'GET',
          `/_synapse/admin/v1/room/${encoded(scene.rooms.theirChat)}/media`,
        ),
        scene.people.administrator.request('GET', '/_synapse/admin/v1/statistics/users/media'),
        scene.people.administrator.request('GET', client('v3/sync?timeout=0')),
        search(scene.people.administrator, `${secret}.txt`),
      ]
      return tells(listings, [secret, 'mxc://'])
    },
  ],
]
