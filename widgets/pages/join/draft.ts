/** What somebody has filled in besides login and password, and what of it is still wanting. */
import type { Applying, Invitation } from '../../api/invitations.ts'
import type { Refusal } from '../../api/ask.ts'

export interface Draft {
  readonly family: string
  readonly given: string
  readonly middle: string
  readonly child: string
  readonly subjects: readonly string[]
  readonly classes: readonly string[]
  readonly phone: string
  readonly code: string
  readonly agreed: boolean
}

export const emptyDraft: Draft = {
  family: '',
  given: '',
  middle: '',
  child: '',
  subjects: [],
  classes: [],
  phone: '',
  code: '',
  agreed: false,
}

type DraftField = 'family' | 'given' | 'child' | 'classes' | 'phone' | 'code' | 'consent'
/** By field the key of its text. */
export type DraftProblems = Partial<Record<DraftField, DraftProblem>>
type DraftProblem =
  | 'family'
  | 'given'
  | 'child'
  | 'class'
  | 'name'
  | 'phone'
  | 'code'
  | 'codeWrong'
  | 'consent'
  | 'consentChanged'

export interface Asked {
  readonly name: boolean
  /** Where people have a patronymic. */
  readonly middle: boolean
  readonly child: boolean
  readonly subjects: boolean
  /** Of a teacher any number, of others the one. */
  readonly classes: 'several' | 'one' | false
  readonly phone: boolean
  readonly consent: boolean
}

/** A roster knows the people of personal invitations; whoever comes by a shared link tells who they are. */
export function askedOf(invitation: Invitation, isNameKnown: boolean): Asked {
  const { needs, role, language, classes, consent, purpose } = invitation
  const isReset = purpose === 'reset'
  return {
    name: needs.approval && !isNameKnown,
    middle: language === 'ru',
    child: needs.approval && role === 'parent',
    subjects: needs.subjects,
    classes: needs.approval && classes.length > 0 && (role === 'teacher' ? 'several' : 'one'),
    phone: needs.phone && !isReset,
    consent: consent !== undefined && !isReset,
  }
}

export function checkDraft(draft: Draft, asked: Asked): DraftProblems {
  const isEmpty = (text: string) => text.trim() === ''
  return {
    ...(asked.name && isEmpty(draft.family) ? { family: 'family' } : {}),
    ...(asked.name && isEmpty(draft.given) ? { given: 'given' } : {}),
    ...(asked.child && isEmpty(draft.child) ? { child: 'child' } : {}),
    ...(asked.classes === 'one' && draft.classes.length === 0 ? { classes: 'class' } : {}),
    ...(asked.phone && isEmpty(draft.phone) ? { phone: 'phone' } : {}),
    ...(asked.phone && !isEmpty(draft.phone) && isEmpty(draft.code) ? { code: 'code' } : {}),
    ...(asked.consent && !draft.agreed ? { consent: 'consent' } : {}),
  }
}

export function applyingOf(draft: Draft, asked: Asked, invitation: Invitation): Applying {
  const { family, given, middle } = draft
  const hasMiddle = asked.middle && middle.trim() !== ''
  const name = {
    family: family.trim(),
    given: given.trim(),
    ...(hasMiddle ? { middle: middle.trim() } : {}),
  }
  const version = invitation.consent?.version
  return {
    ...(asked.name ? { name } : {}),
    ...(asked.child ? { child_name: draft.child.trim() } : {}),
    ...(asked.subjects ? { subjects: draft.subjects } : {}),
    ...(asked.classes !== false ? { classes: draft.classes } : {}),
    ...(asked.phone ? { phone: draft.phone.trim(), phone_code: draft.code.trim() } : {}),
    ...(asked.consent && version !== undefined ? { consent: version } : {}),
  }
}

/** A refusal that belongs to one of these fields. */
export function draftProblemOf({ name, field }: Refusal): DraftProblems | undefined {
  switch (name) {
    case 'name-missing':
      return { family: 'family' }
    case 'name-invalid':
      return field === 'child_name' ? { child: 'name' } : { family: 'name' }
    case 'class-unknown':
      return { classes: 'class' }
    case 'consent-missing':
      return { consent: 'consentChanged' }
    case 'phone-missing':
    case 'phone-invalid':
      return { phone: 'phone' }
    case 'phone-code-wrong':
      return { code: 'codeWrong' }
    case 'phone-code-missing':
      return { code: 'code' }
    default:
      return undefined
  }
}
