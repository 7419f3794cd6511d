import { expect, test } from 'vitest'
import type { Invitation } from '../../api/invitations.ts'
import { applyingOf, askedOf, checkDraft, emptyDraft } from './draft.ts'

const invitation: Invitation = {
  school_name: 'Школа',
  class: 'C1',
  class_name: '1А',
  role: 'teacher',
  status: 'open',
  purpose: 'enter',
  login: { suggested: null, fixed: false },
  needs: { approval: true, subjects: true, phone: false },
  classes: [{ id: 'C2', label: '2А' }],
  consent: { version: '2026-09', text: 'Согласен на обработку.' },
  language: 'ru',
  expires_at: '2026-12-01T00:00:00Z',
  homeserver: 'https://matrix.school.test',
  server_name: 'school.test',
}
const slip: Invitation = {
  ...invitation,
  consent: undefined,
  classes: [],
  needs: { approval: false, subjects: false, phone: false },
}

test('a slip of the roster asks for nothing that the school knows', () => {
  const asked = askedOf(slip, false)
  expect(Object.values(asked).filter((one) => one !== false)).toEqual([true])
  expect(checkDraft(emptyDraft, asked)).toEqual({})
  expect(applyingOf(emptyDraft, asked, slip)).toEqual({})
})

test('a shared link asks a teacher for name, subjects, classes and consent', () => {
  const asked = askedOf(invitation, false)
  expect(checkDraft(emptyDraft, asked)).toEqual({
    family: 'family',
    given: 'given',
    consent: 'consent',
  })
  const draft = {
    ...emptyDraft,
    family: ' Петрова ',
    given: 'Анна',
    middle: ' ',
    subjects: ['Физика', 'Алгебра'],
    classes: ['C2'],
    agreed: true,
  }
  expect(checkDraft(draft, asked)).toEqual({})
  expect(applyingOf(draft, asked, invitation)).toEqual({
    name: { family: 'Петрова', given: 'Анна' },
    subjects: ['Физика', 'Алгебра'],
    classes: ['C2'],
    consent: '2026-09',
  })
})

test('a parent has to name the child, and the child’s class where the link has none', () => {
  const parents = { ...invitation, role: 'parent', needs: slip.needs } as const
  const asked = askedOf({ ...parents, needs: { ...slip.needs, approval: true } }, true)
  expect(checkDraft({ ...emptyDraft, agreed: true }, asked)).toEqual({
    child: 'child',
    classes: 'class',
  })
})

test('a number that was not proven is not taken', () => {
  const asked = askedOf({ ...slip, needs: { ...slip.needs, phone: true } }, false)
  expect(checkDraft(emptyDraft, asked)).toEqual({ phone: 'phone' })
  expect(checkDraft({ ...emptyDraft, phone: '+7 900' }, asked)).toEqual({ code: 'code' })
  const proven = { ...emptyDraft, phone: ' +7 900 ', code: ' 1234 ' }
  expect(checkDraft(proven, asked)).toEqual({})
  expect(applyingOf(proven, asked, slip)).toEqual({ phone: '+7 900', phone_code: '1234' })
})
