/** The homeserver of an installation, asked over HTTP wherever it tells, and read in its files where it does not. */
import { find, type Finding } from '../findings.ts'
import { checkAddresses, checkClock } from './addresses.ts'
import { checkRegistrationFiles, checkSettings } from './check-files.ts'
import { checkDirectory } from './directory.ts'
import { checkDoors } from './doors.ts'
import { checkLimits } from './limits.ts'
import type { Patient } from './patient.ts'
import { checkPing } from './ping.ts'
import { checkPolicyModule } from './policy-module.ts'
import { checkNamespaces } from './registration.ts'
import type { SettingsFile } from './settings-file.ts'

export interface Known {
  readonly isAdmin: boolean
  /** Whether the appservice answers. */
  readonly isServing: boolean
  readonly settings: SettingsFile | undefined
  now(): number
}

/** The homeserver must answer and know us. Makes about eighty requests, and changes nothing. */
export async function examineHomeserver(
  patient: Patient,
  { isAdmin, isServing, settings, now }: Known,
): Promise<readonly Finding[]> {
  const findings = [
    await checkClock(patient, now),
    await checkNamespaces(patient, isAdmin),
    ...(await checkDoors(patient, isAdmin)),
    ...(isAdmin ? [await checkDirectory(patient)] : []),
    ...(await checkLimits(patient)),
    await checkPing(patient, isServing),
    await checkPolicyModule(patient, isServing, now),
    ...(await checkAddresses(patient, isServing)),
  ]
  if (patient.config.homeserver.embedded) return findings
  return [...findings, ...(await checkFiles(patient, settings))]
}

async function checkFiles(
  patient: Patient,
  settings: SettingsFile | undefined,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const broken = await find('registration-file', async () => {
    findings.push(...checkRegistrationFiles(patient, settings))
    if (settings !== undefined) findings.push(...checkSettings(patient, settings))
    return { status: 'ok', message: '' }
  })
  return broken.status === 'ok' ? findings : [...findings, broken]
}
