/** How people are let in: who confirms pupils, how long anything waits, what is agreed to. The config's `letting_in` section. */
import type { Language } from './people.ts'

export interface ConsentText {
  /** Whoever agreed to another one is asked again. */
  readonly version: string
  /** At least one language. */
  readonly text: Readonly<Partial<Record<Language, string>>>
}

export interface LettingInSettings {
  /** `personal`: who came by a slip of the roster; `shared`: whose application was accepted, which is a teacher's confirmation already. */
  readonly confirmPupils: {
    readonly personal: 'none' | 'teacher' | 'parent'
    readonly shared: 'teacher' | 'parent'
  }
  /** After so many days the class teacher may confirm in a parent's stead. */
  readonly parentAnswersWithinDays: number
  /** After so many days an application or confirmation that nobody answered has ended. */
  readonly unansweredDays: number
  /** Without it nothing is asked. */
  readonly consent?: ConsentText | undefined
}

export const defaultLettingIn: LettingInSettings = {
  confirmPupils: { personal: 'none', shared: 'teacher' },
  parentAnswersWithinDays: 3,
  unansweredDays: 30,
}
