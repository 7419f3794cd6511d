import { Checkbox, Chip, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../api/invitations.ts'
import { sendPhoneCode } from '../../api/phone.ts'
import type { Asked, Draft, DraftProblems } from './draft.ts'
import classes from './join.module.css'
import { PhoneCode } from './PhoneCode.tsx'

export interface DraftProps {
  readonly invitation: Invitation
  readonly secret: string
  readonly asked: Asked
  readonly draft: Draft
  readonly problems: DraftProblems
  readonly onChange: (change: Partial<Draft>) => void
}

/** Who somebody is, as far as the school does not know it yet. */
export function AboutFields(props: DraftProps) {
  const { t } = useTranslation()
  const { asked, draft, problems, onChange } = props
  const said = (field: keyof DraftProblems) =>
    problems[field] && t(`apply.${problems[field]}Wanting`)
  return (
    <>
      {asked.name && (
        <div className={classes['names']}>
          <TextInput
            name="family-name"
            label={t('apply.family')}
            size="md"
            value={draft.family}
            error={said('family')}
            autoComplete="family-name"
            maxLength={100}
            onChange={(event) => onChange({ family: event.currentTarget.value })}
          />
          <TextInput
            name="given-name"
            label={t('apply.given')}
            size="md"
            value={draft.given}
            error={said('given')}
            autoComplete="given-name"
            maxLength={100}
            onChange={(event) => onChange({ given: event.currentTarget.value })}
          />
          {asked.middle && (
            <TextInput
              name="additional-name"
              label={t('apply.middle')}
              size="md"
              value={draft.middle}
              autoComplete="additional-name"
              maxLength={100}
              onChange={(event) => onChange({ middle: event.currentTarget.value })}
            />
          )}
        </div>
      )}
      {asked.child && (
        <TextInput
          name="child-name"
          label={t('apply.child')}
          description={t('apply.childHint')}
          size="md"
          value={draft.child}
          error={said('child')}
          autoComplete="off"
          maxLength={200}
          onChange={(event) => onChange({ child: event.currentTarget.value })}
        />
      )}
      {asked.subjects && <Subjects {...props} />}
      {asked.classes !== false && <Classes {...props} />}
      {asked.phone && (
        <PhoneCode
          phone={draft.phone}
          code={draft.code}
          wrongPhone={said('phone')}
          wrongCode={said('code')}
          hint={t('apply.phoneHint')}
          send={(number) => sendPhoneCode(props.secret, number)}
          onChange={onChange}
        />
      )}
    </>
  )
}

function Subjects({ draft, onChange }: DraftProps) {
  const { t } = useTranslation()
  return (
    <TagsInput
      data-field="subjects"
      label={t('apply.subjects')}
      description={t('apply.subjectsHint')}
      size="md"
      value={[...draft.subjects]}
      maxTags={20}
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearable={false}
      maxLength={100}
      onChange={(subjects) => onChange({ subjects })}
    />
  )
}

/** A teacher's further classes; of others the one, where the link names none. */
function Classes({ invitation, asked, draft, problems, onChange }: DraftProps) {
  const { t } = useTranslation()
  const others = invitation.classes.filter(({ id }) => id !== invitation.class)
  const chips = (
    <Group gap="xs">
      {others.map(({ id, label }) => (
        <Chip key={id} value={id} size="md" variant="outline">
          {label}
        </Chip>
      ))}
    </Group>
  )
  const own = invitation.class === undefined ? 'apply.classes' : 'apply.moreClasses'
  const childs = invitation.role === 'parent' ? 'apply.childClass' : 'apply.class'
  return (
    <fieldset className={classes['fieldset']}>
      <legend>{t(asked.classes === 'several' ? own : childs)}</legend>
      {asked.classes === 'several' ? (
        <Chip.Group
          multiple
          value={[...draft.classes]}
          onChange={(chosen: string[]) => onChange({ classes: chosen })}
        >
          {chips}
        </Chip.Group>
      ) : (
        <Chip.Group
          value={draft.classes[0] ?? null}
          onChange={(chosen: string) => onChange({ classes: [chosen] })}
        >
          {chips}
        </Chip.Group>
      )}
      {problems.classes !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" mt="xs" role="alert">
          {t(`apply.${problems.classes}Wanting`)}
        </Text>
      )}
    </fieldset>
  )
}

/** The school's text as it is, with its version, and one box to tick. */
export function ConsentField({ invitation, asked, draft, problems, onChange }: DraftProps) {
  const { t } = useTranslation()
  const { consent } = invitation
  if (!asked.consent || consent === undefined) return null
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('apply.consent')}</Text>
      {/* It can be longer than its box, so the keyboard has to get into it. */}
      <div
        className={classes['consent']}
        role="region"
        aria-label={t('apply.consentText')}
        tabIndex={0}
      >
        {consent.text}
      </div>
      <Text size="sm" c="dimmed">
        {t('apply.version', { version: consent.version })} {t('apply.withdrawable')}
      </Text>
      <Checkbox
        name="consent"
        size="md"
        label={t('apply.agree')}
        checked={draft.agreed}
        error={problems.consent && t(`apply.${problems.consent}Wanting`)}
        onChange={(event) => onChange({ agreed: event.currentTarget.checked })}
      />
    </Stack>
  )
}
