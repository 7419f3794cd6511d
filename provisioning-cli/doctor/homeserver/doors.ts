/** What a stranger gets from the homeserver: it is asked as one. */
import { find, type Finding } from '../findings.ts'
import { ask, askAsBot } from './ask.ts'
import { inForce, wrongSetting, type Patient, type Result } from './patient.ts'

export async function checkDoors(patient: Patient, isAdmin: boolean): Promise<readonly Finding[]> {
  return [
    await find('open-registration', () => checkRegistration(patient)),
    await find('guests', () => checkGuests(patient, isAdmin)),
    await find('room-list', () => checkRoomList(patient)),
    await find('profiles', () => checkProfiles(patient)),
    await find('federation', () => checkFederation(patient)),
    await find('openid', () => checkOpenId(patient)),
    await find('url-previews', () => checkPreviews(patient)),
  ]
}

/** Without `auth` the answer is either a refusal or the list of what would have to be done: no account is made. */
async function checkRegistration(patient: Patient): Promise<Result> {
  const { url } = patient.config.homeserver
  const { status } = await ask(url, 'POST', '/_matrix/client/v3/register', { body: {} })
  if (status !== 200 && status !== 401) return inForce(patient)
  const line = 'enable_registration: false'
  return wrongSetting(patient, 'doctor.registration-open', 'enable_registration', line)
}

/** There is no asking without coming in; the guest is sent away for good at once. */
async function checkGuests(patient: Patient, isAdmin: boolean): Promise<Result> {
  const { config } = patient
  const path = '/_matrix/client/v3/register?kind=guest'
  const { status, body } = await ask(config.homeserver.url, 'POST', path, { body: {} })
  if (status !== 200) return inForce(patient)
  const guest = body['user_id']
  if (isAdmin && typeof guest === 'string') {
    const deactivate = `/_synapse/admin/v1/deactivate/${encodeURIComponent(guest)}`
    await askAsBot(config, 'POST', deactivate, { erase: true })
  }
  return wrongSetting(
    patient,
    'doctor.guests-open',
    'allow_guest_access',
    'allow_guest_access: false',
  )
}

async function checkRoomList(patient: Patient): Promise<Result> {
  const { status } = await ask(
    patient.config.homeserver.url,
    'GET',
    '/_matrix/client/v3/publicRooms',
  )
  if (status !== 200) return inForce(patient)
  const key = 'allow_public_rooms_without_auth'
  return wrongSetting(patient, 'doctor.rooms-open', key, `${key}: false`)
}

async function checkProfiles(patient: Patient): Promise<Result> {
  const { config } = patient
  const path = (name: string) =>
    `/_matrix/client/v3/profile/${encodeURIComponent(`@${name}:${config.serverName}`)}`
  const stranger = await ask(config.homeserver.url, 'GET', path(config.homeserver.bot))
  // Where a token is asked for, its lack is told before anything about the person.
  if (stranger.errcode !== 'M_MISSING_TOKEN') {
    const key = 'require_auth_for_profile_requests'
    return wrongSetting(patient, 'doctor.profiles-open', key, `${key}: true`)
  }
  // Nobody shares a room with somebody who does not exist: told apart only where that is not asked.
  const nobody = await askAsBot(config, 'GET', path('lyceum-doctor'))
  if (nobody.status !== 404) return inForce(patient)
  const key = 'limit_profile_requests_to_users_who_share_rooms'
  return wrongSetting(patient, 'doctor.profiles-strangers', key, `${key}: true`)
}

const resources = '- resources: [{names: [client, openid]}]'

/** At both addresses: what stands in front may lead to another listener. */
async function checkFederation(patient: Patient): Promise<Result> {
  const { homeserver } = patient.config
  for (const url of new Set([homeserver.url, homeserver.publicUrl])) {
    for (const path of ['/_matrix/federation/v1/version', '/_matrix/key/v2/server']) {
      const answer = await ask(url, 'GET', path).catch(() => undefined)
      if (answer?.status !== 200 || Object.keys(answer.body).length === 0) continue
      return wrongSetting(patient, 'doctor.federation-open', 'listeners', resources)
    }
  }
  return inForce(patient)
}

async function checkOpenId(patient: Patient): Promise<Result> {
  const path = '/_matrix/federation/v1/openid/userinfo?access_token=none'
  const { status } = await ask(patient.config.homeserver.url, 'GET', path)
  if (status === 401) return inForce(patient)
  return wrongSetting(patient, 'doctor.openid-missing', 'listeners', resources)
}

/** Where there are previews, the address to look at is missing; where there are none, the path is. */
async function checkPreviews(patient: Patient): Promise<Result> {
  const path = '/_matrix/client/v1/media/preview_url'
  const { status } = await askAsBot(patient.config, 'GET', path)
  if (status !== 400) return inForce(patient)
  const line = 'url_preview_enabled: false'
  return wrongSetting(patient, 'doctor.previews-on', 'url_preview_enabled', line)
}
