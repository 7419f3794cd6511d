import { NativeSelect, Radio, Select, Stack } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import {
  readManagedClasses,
  readPupils,
  type Acceptance,
  type Application,
} from '../../api/applications.ts'
import type { Ask } from '../../api/ask.ts'
import { useAnswer } from '../../session/use-answer.ts'

export interface Choice extends Acceptance {
  /** Where the applicant named none. */
  readonly class?: string
}

interface Props {
  readonly application: Application
  readonly ask: Ask
  readonly choice: Choice
  readonly onChange: (choice: Choice) => void
}

/** Whose parent it is, whether it is somebody of the roster, and a class that is wanting. */
export function Choices(props: Props) {
  const { t } = useTranslation()
  const { application, choice, onChange } = props
  const { kind, role, proposed, class: cls } = application
  if (kind !== 'join') return null
  return (
    <Stack gap="sm">
      {role === 'pupil' && !cls && <ClassChoice {...props} />}
      {role === 'parent' && <ChildChoice {...props} />}
      {proposed && (
        <Radio.Group
          label={t('applications.proposed')}
          value={choice.person ?? proposed.id}
          onChange={(person) => onChange({ ...choice, person })}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value={proposed.id}
              label={t('applications.same', { name: proposed.name ?? proposed.id })}
            />
            <Radio value="new" label={t('applications.other')} />
          </Stack>
        </Radio.Group>
      )}
    </Stack>
  )
}

function ClassChoice({ application, ask, choice, onChange }: Props) {
  const { t } = useTranslation()
  const { school } = application
  const [loaded] = useAnswer(useCallback(() => readManagedClasses(ask, school), [ask, school]))
  const classes = loaded.at === 'ready' ? loaded.body.classes : []
  return (
    <NativeSelect
      label={t('applications.class')}
      value={choice.class ?? ''}
      onChange={(event) => {
        const { class: _, ...rest } = choice
        const chosen = event.currentTarget.value
        onChange(chosen === '' ? rest : { ...rest, class: chosen })
      }}
    >
      <option value="">{t('home.askClassNone')}</option>
      {classes.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}

function ChildChoice({ application, ask, choice, onChange }: Props) {
  const { t } = useTranslation()
  const { school, class: cls, child } = application
  const load = useCallback(() => readPupils(ask, school, cls ?? undefined), [ask, school, cls])
  const [loaded] = useAnswer(load)
  const pupils = loaded.at === 'ready' ? loaded.body.people : []
  return (
    <Select
      label={t('applications.child')}
      placeholder={t('applications.childPlaceholder')}
      nothingFoundMessage={t('applications.nothingFound')}
      searchable
      data={pupils.map(({ id, name }) => ({ value: id, label: name ?? id }))}
      value={choice.child ?? child?.id ?? null}
      onChange={(chosen) => {
        const { child: _, ...rest } = choice
        onChange(chosen === null ? rest : { ...rest, child: chosen })
      }}
    />
  )
}
