/** What cannot be asked stands in files: homeserver.yaml, where it can be read, and the copies of the registration. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { renderRegistrationYaml } from '@lyceum/deploy/synapse/registration-yaml.ts'
import { schoolSettings, type Setting } from '@lyceum/deploy/synapse/school-settings.ts'
import { parse } from 'yaml'
import type { Finding } from '../findings.ts'
import { inForce, lineOf, wrongSetting, type Patient } from './patient.ts'
import { entriesOf, type SettingsFile } from './settings-file.ts'

export function checkSettings(patient: Patient, settings: SettingsFile): readonly Finding[] {
  const { config, t } = patient
  const { serverName, homeserver } = config
  const wanted = schoolSettings({ serverName, botLocalpart: homeserver.bot })
  const wrong = wanted.filter((setting) => !isAs(setting, settings.value(setting.key)))
  const open = wrong
    .filter(({ weight }) => weight === 'closed')
    .map(({ key, value }): Finding => {
      const line = lineOf(key, value)
      const message = t('doctor.setting-wrong', { key })
      const hint = t('doctor.remedy', { where: settings.place(key), line })
      return { name: 'homeserver-file', status: 'error', message, hint }
    })
  const listeners = hasFederation(settings.value('listeners'))
    ? [{ name: 'homeserver-file' as const, ...federationLine(patient) }]
    : []
  const keys = wrong.filter(({ weight }) => weight === 'advice').map(({ key }) => key)
  if (keys.length > 0) {
    const message = t('doctor.settings-advised', { keys: keys.join(', ') })
    const hint = t('doctor.settings-advised-hint')
    return [...open, ...listeners, { name: 'homeserver-file', status: 'warning', message, hint }]
  }
  const all = [...open, ...listeners]
  return all.length > 0 ? all : [{ name: 'homeserver-file', ...inForce(patient) }]
}

/** Of a section only what it says is compared: what it leaves out is Synapse's default. */
function isAs({ value, isDefault }: Setting, found: unknown): boolean {
  if (found === undefined) return isDefault
  if (!isMap(value) || !isMap(found)) return isDeepStrictEqual(found, value)
  return Object.entries(value).every(([key, part]) => isAs(inside(part), found[key]))
}

function inside(value: unknown): Setting {
  return { key: '', value, why: '', weight: 'closed', isDefault: true }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasFederation(listeners: unknown): boolean {
  return /"federation"/.test(JSON.stringify(listeners ?? []))
}

function federationLine(patient: Patient) {
  const line = '- resources: [{names: [client, openid]}]'
  return wrongSetting(patient, 'doctor.federation-open', 'listeners', line)
}

/** Our own copy, and the homeserver's where its place is known and readable. */
export function checkRegistrationFiles(
  patient: Patient,
  settings: SettingsFile | undefined,
): readonly Finding[] {
  const { config, t } = patient
  const ours = join(config.folder, 'registration.yaml')
  const named = settings?.value('app_service_config_files')
  const theirs = (Array.isArray(named) ? named : []).filter((file) => existsSync(String(file)))
  const copies = [ours, ...theirs.map(String)].filter((file) => existsSync(file))
  const lyceums = copies.filter((file) => idOf(file, t) === 'lyceum')
  const findings = lyceums.flatMap((file) => compare(patient, file, ours))
  if (settings !== undefined && !lyceums.some((file) => file !== ours)) {
    const where = settings.place('app_service_config_files')
    const hint = t('doctor.registration-missing-hint', { registration: ours, where })
    const message = t('doctor.registration-missing', { where })
    return [...findings, { name: 'registration-file', status: 'error', message, hint }]
  }
  if (findings.length > 0 || lyceums.length === 0) return findings
  return [{ name: 'registration-file', ...inForce(patient) }]
}

function idOf(file: string, t: Patient['t']): unknown {
  return entriesOf(file, t).find(([key]) => key === 'id')?.[1]
}

/** Everything but the address, which depends on where the homeserver stands. */
function compare({ config, t }: Patient, file: string, ours: string): readonly Finding[] {
  const wanted = parse(
    renderRegistrationYaml({
      serverName: config.serverName,
      asToken: config.secrets.asToken,
      hsToken: config.secrets.hsToken,
      botLocalpart: config.homeserver.bot,
      url: null,
    }),
  ) as Readonly<Record<string, unknown>>
  const found = new Map(entriesOf(file, t).map(([key, value, line]) => [key, { value, line }]))
  return Object.entries(wanted)
    .filter(([key]) => key !== 'url')
    .filter(([key, value]) => !isDeepStrictEqual(found.get(key)?.value, value))
    .map(([field, value]): Finding => {
      const place = [file, found.get(field)?.line].filter((part) => part !== undefined).join(':')
      const name = 'registration-file'
      if (field.endsWith('_token')) {
        const secret = join(config.folder, 'secrets', field)
        const message = t('doctor.registration-secret', { field: `${place} ${field}`, secret })
        const hint = t('doctor.registration-copy', { registration: ours, copy: file })
        return { name, status: 'error', message, hint }
      }
      const line = lineOf(field, value)
      const message = t('doctor.registration-differs', { field: `${place} ${field}` })
      return { name, status: 'error', message, hint: t('doctor.remedy', { where: place, line }) }
    })
}
