import type { Config } from '@lyceum/core/config/settings.ts'
import type { CommandInput } from '../../command.ts'
import type { Finding } from '../findings.ts'
import type { SettingsFile } from './settings-file.ts'
import { stringify } from 'yaml'

/** An installation under examination, and what remedies need to name. */
export interface Patient {
  readonly config: Config
  /** Of the configuration. */
  readonly file: string
  readonly t: CommandInput<unknown>['t']
  readonly settings: Pick<SettingsFile, 'place'>
}

export type Result = Omit<Finding, 'name'>

export function inForce({ t }: Patient): Result {
  return { status: 'ok', message: t('doctor.in-force') }
}

/** Of a setting in homeserver.yaml: what is wrong and which line makes it right. */
export function wrongSetting(
  { t, settings }: Patient,
  message: Parameters<Patient['t']>[0],
  key: string,
  line: string,
): Result {
  const hint = t('doctor.remedy', { where: settings.place(key), line })
  return { status: 'error', message: t(message), hint }
}

/** `key: {part: value}`: a line that can be copied into the file. */
export function lineOf(key: string, value: unknown): string {
  return `${key}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`
}
