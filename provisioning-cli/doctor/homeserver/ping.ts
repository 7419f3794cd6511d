/** From us to the homeserver, from there to our internal port, and back (Matrix client API 1.15, appservice ping). */
import { join } from 'node:path'
import { find, type Finding } from '../findings.ts'
import { askAsBot } from './ask.ts'
import { inForce, type Patient, type Result } from './patient.ts'

export function checkPing(patient: Patient, isServing: boolean): Promise<Finding> {
  return find('ping', async () => {
    const { config, t } = patient
    if (!isServing) return { status: 'warning', message: t('doctor.ping-unasked') }
    const path = '/_matrix/client/v1/appservice/lyceum/ping'
    const { status, errcode, body } = await askAsBot(config, 'POST', path, {})
    if (status === 200) return inForce(patient)
    if (errcode !== 'M_BAD_STATUS') return unreachable(patient)
    const answered = Number(body['status'])
    return answered === 401 || answered === 403 ? wrongToken(patient) : other(patient, answered)
  })
}

function wrongToken({ config, t, settings }: Patient): Result {
  const { folder } = config
  const hint = t('doctor.unknown-token-hint', {
    registration: join(folder, 'registration.yaml'),
    where: settings.place('app_service_config_files'),
  })
  const message = t('doctor.ping-token', { file: join(folder, 'secrets', 'hs_token') })
  return { status: 'error', message, hint }
}

function unreachable(patient: Patient): Result {
  return { status: 'error', message: patient.t('doctor.ping-unreachable'), hint: wayHint(patient) }
}

function other(patient: Patient, status: number): Result {
  const message = patient.t('doctor.ping-other', { status })
  return { status: 'error', message, hint: wayHint(patient) }
}

function wayHint({ config, t, settings }: Patient): string {
  const { host, port } = config.internal
  const where = settings.place('app_service_config_files')
  return t('doctor.ping-unreachable-hint', { where, url: `http://${host}:${port}` })
}
