import type { Role } from '@lyceum/core/school/people.ts'

/** Every sentence on a slip, in one language. */
export interface PaperTexts {
  sheetTitle(group: string, school: string): string
  classGroup(label: string): string
  readonly staffGroup: string
  readonly familiesGroup: string
  readonly invitation: string
  readonly invitationForParent: string
  readonly role: Readonly<Record<Role, string>>
  readonly whoYouAre: string
  classes(count: number): string
  childClass(count: number): string
  child(count: number): string
  moreClasses(count: number): string
  readonly scan: string
  readonly check: string
  readonly choose: string
  readonly noCamera: string
  validUntil(date: string): string
  readonly login: string
  readonly server: string
  readonly secret: string
  readonly wrong: Readonly<Record<'pupil' | 'teacher' | 'parent', string>>
  readonly qrAlt: string
  /** Of a paper for a new password, where it says something else. */
  readonly reset: {
    title(name: string, school: string): string
    readonly heading: string
    readonly check: string
    readonly choose: string
    readonly wrong: string
  }
  readonly parent: {
    readonly lead: string
    readonly scanTitle: string
    readonly scanText: string
    readonly haveAccount: string
    readonly clientTitle: string
    readonly clientText: string
    readonly serverNote: string
    readonly passwordNote: string
    readonly help: string
  }
}
