import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, type Language } from '../i18n/i18n.ts'
import classes from './Frame.module.css'
import { Logo } from './Logo.tsx'

const languages: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'ru', name: 'Русский' },
  { code: 'en', name: 'English' },
]

/** What stands around every page: the name above, the language, and below where to find help, always in the same place. */
export function Frame(props: { readonly isPlain: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation()
  // Inside a client the name, the language and the way back are the client's.
  if (props.isPlain) return <main className={classes['plain']}>{props.children}</main>
  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <a href="/" className={classes['brand']}>
          <Logo />
          <span>Lyceum</span>
        </a>
        <LanguageSwitch />
      </header>
      <main className={classes['main']}>{props.children}</main>
      <footer className={classes['footer']}>
        <Text size="sm" c="dimmed">
          {t('footer.closed')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('footer.help')}
        </Text>
      </footer>
    </div>
  )
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <Group gap={4} role="group" aria-label={t('language.choose')} wrap="nowrap">
      {languages.map(({ code, name }) => (
        <Button
          key={code}
          lang={code}
          size="compact-sm"
          variant={i18n.language === code ? 'light' : 'subtle'}
          aria-pressed={i18n.language === code}
          onClick={() => chooseLanguage(code)}
        >
          {name}
        </Button>
      ))}
    </Group>
  )
}
