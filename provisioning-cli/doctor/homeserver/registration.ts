/** What the homeserver has read from its copy of registration.yaml: asked as the bot. */
import { join } from 'node:path'
import type { Key } from '../../i18n/texts.ts'
import { find, type Finding } from '../findings.ts'
import { askAsBot } from './ask.ts'
import { inForce, type Patient, type Result } from './patient.ts'

/** Of a line in the homeserver's copy of the registration. */
export function wrongRegistration({ t, settings }: Patient, message: Key, line: string): Result {
  const where = settings.place('app_service_config_files')
  return {
    status: 'error',
    message: t(message),
    hint: t('doctor.registration-line', { where, line }),
  }
}

/** Undefined: the token and the name are right. Otherwise nothing else can be asked. */
export async function checkIdentity(patient: Patient): Promise<Finding | undefined> {
  const { config, file, t, settings } = patient
  const { serverName, folder } = config
  const who = await askAsBot(config, 'GET', '/_matrix/client/v3/account/whoami')
  if (who.status !== 200) {
    const hint = t('doctor.unknown-token-hint', {
      registration: join(folder, 'registration.yaml'),
      where: settings.place('app_service_config_files'),
    })
    const message = t('doctor.unknown-token', { file: join(folder, 'secrets', 'as_token') })
    return { name: 'registration', status: 'error', message, hint }
  }
  const found = String(who.body['user_id'])
  const expected = `@${config.homeserver.bot}:${serverName}`
  if (found === expected) return undefined
  const message = t('doctor.other-name', { found, expected })
  const hint = t('doctor.other-name-hint', { file, folder, expected })
  return { name: 'server-name', status: 'error', message, hint }
}

export function checkNamespaces(patient: Patient, isAdmin: boolean): Promise<Finding> {
  return find('registration', async () => {
    const { config } = patient
    const name = config.serverName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const users = `users: [{regex: '@.*:${name}', exclusive: false}]`
    if (!(await coversUsers(patient))) {
      return wrongRegistration(patient, 'doctor.users-outside', users)
    }
    if (isAdmin && (await areUsersExclusive(patient))) {
      return wrongRegistration(patient, 'doctor.users-exclusive', users)
    }
    // Taking away an alias that nobody has is refused only outside of our own ones.
    const alias = encodeURIComponent(`#_lyceum_doctor:${config.serverName}`)
    const taken = await askAsBot(config, 'DELETE', `/_matrix/client/v3/directory/room/${alias}`)
    if (taken.errcode === 'M_EXCLUSIVE') {
      const aliases = `aliases: [{regex: '#_lyceum_.*:${name}', exclusive: true}]`
      return wrongRegistration(patient, 'doctor.aliases-outside', aliases)
    }
    return inForce(patient)
  })
}

/** Speaking for somebody who does not exist is refused either way; only the words differ. */
async function coversUsers({ config }: Patient): Promise<boolean> {
  const nobody = encodeURIComponent(`@lyceum-doctor:${config.serverName}`)
  const path = `/_matrix/client/v3/account/whoami?user_id=${nobody}`
  const { body } = await askAsBot(config, 'GET', path)
  return !/masquerade/i.test(String(body['error']))
}

async function areUsersExclusive({ config }: Patient): Promise<boolean> {
  const path = '/_synapse/admin/v1/username_available?username=lyceum-doctor'
  return (await askAsBot(config, 'GET', path)).errcode === 'M_EXCLUSIVE'
}
