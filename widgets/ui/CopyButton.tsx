import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text.ts'
import { Icon } from './icons.tsx'

const shownMs = 2500

/** `what` names the thing for those who do not see what stands beside the button. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])

  return (
    <>
      <Button
        type="button"
        variant="light"
        size="compact-md"
        leftSection={<Icon name={isCopied ? 'check' : 'copy'} size={18} />}
        aria-label={t('common.copyOf', { what })}
        onClick={() => void copyText(text).then(setCopied)}
      >
        {isCopied ? t('common.copied') : t('common.copy')}
      </Button>
      <span className="sr-only" role="status">
        {isCopied ? t('common.copied') : ''}
      </span>
    </>
  )
}
