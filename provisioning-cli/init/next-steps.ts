import { join, relative } from 'node:path'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Translate } from '../i18n/texts.ts'
import { policyModulePackage } from '@lyceum/deploy/synapse/policy-module.ts'
import { policyTokenOf, registrationOf, type InitFiles, type Placing } from './files.ts'

/** Of the packages for Debian and Ubuntu. */
const python = '/opt/venvs/matrix-synapse/bin/python'

/** What is left to do at the homeserver, as commands for Debian's layout where there are such. */
export function renderNextSteps(
  config: Config,
  files: InitFiles,
  placing: Placing,
  t: Translate,
): readonly string[] {
  const path = (file: string) => {
    const near = relative(placing.cwd, file)
    return near.startsWith('..') ? file : near
  }
  const folder = path(placing.folder)
  const additions = join(placing.synapseFolder, 'conf.d', 'lyceum.yaml')
  const steps: readonly (readonly [string, ...string[]])[] = [
    [
      t('init.step.registration'),
      `sudo install -o matrix-synapse -m 600 ${path(files.registration)} ${registrationOf(placing)}`,
    ],
    [
      t('init.step.module'),
      `sudo ${python} -m pip install ${policyModulePackage}`,
      `sudo install -m 644 ${path(files.module)} "$(${python} -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"`,
      `sudo install -o matrix-synapse -m 600 ${path(files.token)} ${policyTokenOf(placing)}`,
    ],
    [t('init.step.additions'), `sudo install -m 644 ${path(files.additions)} ${additions}`],
    [t('init.step.listeners'), 'resources: [{names: [client, openid]}]'],
    [t('init.step.restart'), 'sudo systemctl restart matrix-synapse'],
    [t('init.step.administrator'), `lyceum init --dir ${folder} --admin-token-file FILE`],
    [
      t('init.step.proxy'),
      `${config.homeserver.publicUrl}/_matrix -> ${config.homeserver.url}`,
      `${config.public.url} -> http://${config.public.host}:${config.public.port}`,
    ],
    [t('init.step.up'), `lyceum up --config ${path(files.config)}`],
    [t('init.step.doctor'), `lyceum doctor --config ${path(files.config)}`],
  ]
  return [
    t('init.written', { folder }),
    ...Object.values(files).map((file: string) => `  ${path(file)}`),
    '',
    t('init.next'),
    ...steps.flatMap(([what, ...commands], index) => [
      `${index + 1}. ${what}`,
      ...commands.map((command) => `     ${command}`),
    ]),
  ]
}
