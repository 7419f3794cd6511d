/** Whether people find those with whom they share no room: the bot looks for such a person by name. */
import { z } from 'zod'
import { find, type Finding } from '../findings.ts'
import { askAsBot } from './ask.ts'
import { inForce, wrongSetting, type Patient } from './patient.ts'

const Users = z.object({ users: z.array(z.object({ name: z.string() })) })
const Rooms = z.object({ joined_rooms: z.array(z.string()) })
const Found = z.object({ results: z.array(z.object({ user_id: z.string() })) })

/** Asks the admin API, so the bot must be an administrator. */
export function checkDirectory(patient: Patient): Promise<Finding> {
  return find('user-directory', async () => {
    const { config, t } = patient
    const stranger = await findStranger(patient)
    if (stranger === undefined) return { status: 'ok', message: t('doctor.unasked') }
    const { body } = await askAsBot(config, 'POST', '/_matrix/client/v3/user_directory/search', {
      search_term: stranger.slice(1, stranger.indexOf(':')),
      limit: 50,
    })
    const found = Found.safeParse(body)
    const isFound = found.success && found.data.results.some((one) => one.user_id === stranger)
    if (!isFound) return inForce(patient)
    const line = 'user_directory: {enabled: true, search_all_users: false}'
    return wrongSetting(patient, 'doctor.directory-strangers', 'user_directory', line)
  })
}

/** Among the first few who never entered a room of ours; undefined where there is none. */
async function findStranger({ config }: Patient): Promise<string | undefined> {
  const list = '/_synapse/admin/v2/users?deactivated=false&guests=false&limit=20'
  const users = Users.safeParse((await askAsBot(config, 'GET', list)).body)
  const ours = await joinedRooms('/_matrix/client/v3/joined_rooms')
  if (!users.success) return undefined
  for (const { name } of users.data.users) {
    if (name === `@${config.homeserver.bot}:${config.serverName}`) continue
    const user = encodeURIComponent(name)
    const rooms = await joinedRooms(`/_synapse/admin/v1/users/${user}/joined_rooms`)
    if (rooms.isDisjointFrom(ours)) return name
  }
  return undefined

  async function joinedRooms(path: string): Promise<ReadonlySet<string>> {
    const rooms = Rooms.safeParse((await askAsBot(config, 'GET', path)).body)
    return new Set(rooms.success ? rooms.data.joined_rooms : [])
  }
}
