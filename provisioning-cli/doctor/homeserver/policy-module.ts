/** Whether the homeserver asks before people come together: its module speaks to us twice a minute, asked or not. */
import { policyModulePackage } from '@lyceum/deploy/synapse/policy-module.ts'
import { find, type Finding } from '../findings.ts'
import type { Patient } from './patient.ts'

/** Four of its words missed. */
const silentMs = 120_000

export function checkPolicyModule(
  patient: Patient,
  isServing: boolean,
  now: () => number,
): Promise<Finding> {
  return find('policy-module', async () => {
    const { config, t, settings } = patient
    if (!isServing) return { status: 'warning', message: t('doctor.ping-unasked') }
    const { host, port } = config.internal
    const response = await fetch(`http://${host}:${port}/readyz`)
    const { policy_module_seen_at: at } = (await response.json()) as Readonly<
      Record<string, unknown>
    >
    if (typeof at === 'string' && now() - Date.parse(at) < silentMs) {
      return { status: 'ok', message: t('doctor.policy-heard') }
    }
    const where = settings.place('modules')
    const hint = t('doctor.policy-not-heard-hint', { package: policyModulePackage, where })
    return { status: 'warning', message: t('doctor.policy-not-heard'), hint }
  })
}
