/** Whether a class can sign in at once, and whether Lyceum itself is held back. Tried out: no setting can be asked for. */
import { randomBytes } from 'node:crypto'
import { rateLimits } from '@lyceum/deploy/synapse/rate-limits.ts'
import { find, type Finding } from '../findings.ts'
import { ask, askAsBot, type Answer } from './ask.ts'
import { inForce, lineOf, wrongSetting, type Patient, type Result } from './patient.ts'
import { wrongRegistration } from './registration.ts'

export async function checkLimits(patient: Patient): Promise<readonly Finding[]> {
  return [
    await find('sign-in-limits', () => checkSignIn(patient)),
    await find('rate-limited', () => checkRateLimited(patient)),
  ]
}

const pupils = 30

/** Thirty people who do not exist, so that no account's own limit is touched. */
async function checkSignIn(patient: Patient): Promise<Result> {
  const { url } = patient.config.homeserver
  const answers = await Promise.all(
    Array.from({ length: pupils }, () => {
      const user = `lyceum-doctor-${randomBytes(6).toString('hex')}`
      const body = {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user },
        password: 'none',
      }
      return ask(url, 'POST', '/_matrix/client/v3/login', { body })
    }),
  )
  if (!answers.some(isLimited)) return inForce(patient)
  const line = lineOf('rc_login', rateLimits.rc_login)
  return wrongSetting(patient, 'doctor.sign-in-strict', 'rc_login', line)
}

/** More reports than anybody may file at once, about a room that does not exist: nothing is filed. */
async function checkRateLimited(patient: Patient): Promise<Result> {
  const { config } = patient
  const room = encodeURIComponent(`!lyceum-doctor:${config.serverName}`)
  const path = `/_matrix/client/v3/rooms/${room}/report`
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => askAsBot(config, 'POST', path, { reason: '' })),
  )
  if (!answers.some(isLimited)) return inForce(patient)
  return wrongRegistration(patient, 'doctor.rate-limited', 'rate_limited: false')
}

function isLimited({ status }: Answer): boolean {
  return status === 429
}
