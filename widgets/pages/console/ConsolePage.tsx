import { Anchor, Code, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusedTitle } from '../../ui/FocusedTitle.tsx'
import { usePageTitle } from '../../ui/page-title.ts'

const commands = [
  ['apply', 'npx lyceum plan ROSTER · npx lyceum apply ROSTER'],
  ['invites', 'npx lyceum invites list · npx lyceum invites create'],
  ['applications', 'npx lyceum applications list · npx lyceum applications accept ID'],
  ['person', 'npx lyceum person list · npx lyceum person reset-password ID'],
  ['status', 'npx lyceum status · npx lyceum doctor'],
] as const

/** Says that there is no console yet, and which commands do its work. */
export function ConsolePage() {
  const { t } = useTranslation()
  usePageTitle(t('console.title'))
  return (
    <Stack className="card narrow">
      <FocusedTitle quiet>{t('console.title')}</FocusedTitle>
      <Text>{t('console.lead')}</Text>
      <dl className="commands">
        {commands.map(([name, lines]) => (
          <div key={name}>
            <dt>{t(`console.${name}`)}</dt>
            {lines.split(' · ').map((line) => (
              <dd key={line}>
                <Code fz="sm">{line}</Code>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <Anchor href="/applications">{t('console.toApplications')}</Anchor>
    </Stack>
  )
}
