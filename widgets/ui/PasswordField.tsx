import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'

/** A password that may be shown; the button for it is reached by the keyboard and says what it does. */
export function PasswordField(
  props: PasswordInputProps & {
    readonly visible: boolean
    readonly onVisibilityChange: (isVisible: boolean) => void
  },
) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      size="md"
      {...props}
      visibilityToggleIcon={({ reveal }) => <Icon name={reveal ? 'eye-off' : 'eye'} />}
      visibilityToggleButtonProps={{
        'aria-label': t(props.visible ? 'common.hide' : 'common.show'),
        'aria-hidden': false,
        tabIndex: 0,
      }}
    />
  )
}
