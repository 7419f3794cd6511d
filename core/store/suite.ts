/** What every store must do, whatever database is below: run on SQLite, and on PostgreSQL where there is one. */
import { describe } from 'vitest'
import { accountFacts } from './suite/accounts.ts'
import { changeLaws } from './suite/change-laws.ts'
import { invitationFacts } from './suite/invitations.ts'
import { intakeFacts } from './suite/intake.ts'
import { figureFacts } from './suite/figures.ts'
import { factFacts } from './suite/facts.ts'
import { loginClaimFacts } from './suite/login-claims.ts'
import { doneApplicationFacts } from './suite/applications-done.ts'
import { lettingInFacts } from './suite/letting-in.ts'
import { phoneFacts } from './suite/phones.ts'
import { reportFacts } from './suite/reports.ts'
import { personalFacts } from './suite/personal.ts'
import { processFacts } from './suite/processes.ts'
import { schoolFacts } from './suite/schools.ts'
import { sessionFacts } from './suite/sessions.ts'
import type { FreshDatabase } from './suite/setting.ts'
import { storesFacts } from './suite/stores.ts'
import { workFacts } from './suite/work.ts'

/** `fresh` gives the settings of a new, empty database at every call. */
export function storeFacts(fresh: FreshDatabase): void {
  describe('schools', () => schoolFacts(fresh))
  describe('laws of changes', () => changeLaws(fresh))
  describe('accounts', () => accountFacts(fresh))
  describe('invitations', () => invitationFacts(fresh))
  describe('rooms, locks, journal', () => workFacts(fresh))
  describe('sessions and talks', () => sessionFacts(fresh))
  describe('figures', () => figureFacts(fresh))
  describe('what is new', () => factFacts(fresh))
  describe('waiting events', () => intakeFacts(fresh))
  describe('letting people in', () => lettingInFacts(fresh))
  describe('applications that are decided', () => doneApplicationFacts(fresh))
  describe('logins being made', () => loginClaimFacts(fresh))
  describe('phone numbers', () => phoneFacts(fresh))
  describe('reports and silences', () => reportFacts(fresh))
  describe('personal data', () => personalFacts(fresh))
  describe('several stores', () => storesFacts(fresh))
  describe('several processes', () => processFacts(fresh))
}
