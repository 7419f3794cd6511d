/** The lines that make a Synapse which exists a closed school server: a file of its own beside homeserver.yaml. */
import { stringify } from 'yaml'
import { policyModule, type PolicyModuleSettings } from './policy-module.ts'
import { schoolSettings, type SettingsOwner } from './school-settings.ts'

export interface AdditionsSettings extends SettingsOwner {
  /** The homeserver's address for people's clients. */
  readonly publicUrl: string
  /** Where the homeserver finds its copy of registration.yaml. */
  readonly registration: string
  readonly policy: PolicyModuleSettings
}

const width = 100

const head = `Lyceum's lines for Synapse. Synapse takes several configuration files, and a key here replaces the whole key of
homeserver.yaml: let it read this file after that one. On Debian and Ubuntu that is the folder
/etc/matrix-synapse/conf.d; elsewhere give Synapse a second --config-path, or copy the lines over the same keys of
homeserver.yaml. Then restart Synapse. \`lyceum doctor\` asks whether they are in force.`

const listeners = `One line cannot stand here, since the listeners are yours: in homeserver.yaml let each
\`resources\` of \`listeners\` name client and openid, and not federation:`

export function renderAdditionsYaml(settings: AdditionsSettings): string {
  const ours = schoolSettings(settings).map(({ key, value, why }) => renderLine(key, value, why))
  return [
    comment(head),
    `${comment(listeners)}#     resources: [{names: [client, openid]}]\n`,
    renderLine(
      'app_service_config_files',
      [settings.registration],
      'Takes Lyceum as an application service. Add your other ones, if there are any.',
    ),
    renderLine(
      'modules',
      [policyModule(settings.policy)],
      'Asks Lyceum before somebody is invited, joins or makes a room: what the school forbids never happens. Add your other modules, if there are any. Without this line Lyceum undoes such things after they happened.',
    ),
    renderLine('public_baseurl', settings.publicUrl, 'What clients are told as the address.'),
    ...ours,
  ].join('\n')
}

function renderLine(key: string, value: unknown, why: string): string {
  return comment(why) + stringify({ [key]: value }, { lineWidth: 0 })
}

function comment(text: string): string {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    const joined = last === undefined ? undefined : `${last} ${word}`
    if (joined !== undefined && joined.length + 2 <= width) lines.splice(-1, 1, joined)
    else lines.push(word)
  }
  return lines.map((line) => `# ${line}\n`).join('')
}
