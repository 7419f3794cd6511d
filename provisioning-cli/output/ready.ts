/** What `up` says when everything can be used. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { roles } from '@lyceum/core/school/people.ts'
import type { CommandInput } from '../command.ts'
import type { SampleLinks } from '../supervise/sample-links.ts'
import { renderTable } from './table.ts'

export function printReady(
  { output, t }: CommandInput<unknown>,
  config: Config,
  links: SampleLinks,
): void {
  const url = config.public.url
  const consoleUrl = `${url}/console`
  const homeserver = config.homeserver.publicUrl
  if (output.asJson) {
    output.printJson({
      event: 'ready',
      url,
      homeserver,
      server_name: config.serverName,
      console_url: consoleUrl,
      invitations: links,
    })
    return
  }
  const addresses = [
    [t('ready.pages'), url],
    [t('ready.homeserver'), homeserver],
    [t('ready.console'), consoleUrl],
  ]
  const people = roles.flatMap((role): readonly string[][] => {
    const link = links[role]
    return link === undefined ? [] : [[t(`role.one.${role}`), link]]
  })
  output.print('')
  output.print(output.style('bold', t('ready.title')))
  for (const line of renderTable(addresses)) output.print(`  ${line}`)
  if (people.length > 0) {
    output.print('')
    output.print(output.style('bold', t('ready.links')))
    for (const line of renderTable(people)) output.print(`  ${line}`)
  }
  output.print('')
  if (config.serverName === 'localhost') output.print(t('ready.localhost'))
  output.print(t('ready.data', { folder: config.folder }))
  output.print(t('ready.stop'))
}
