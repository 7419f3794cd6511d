import type { Kysely } from 'kysely'
import { applicationRepository } from './applications.ts'
import { confirmationRepository, consentRepository } from './confirmations.ts'
import type { LettingInStore } from './letting-in-ports.ts'
import { loginClaimRepository } from './login-claims.ts'
import { freeLoginRepository } from './free-logins.ts'
import { noticeRepository } from './notices.ts'
import { phoneRepository } from './phones.ts'
import { reportRepository, silenceRepository } from './reports.ts'
import type { Tables } from './schema.ts'
import { sharedLinkRepository } from './shared-links.ts'
import type { Write } from './write.ts'

/** `key` makes the hashes of links, as of personal invitations. */
export function lettingInStore(db: Kysely<Tables>, write: Write, key: string): LettingInStore {
  return {
    sharedLinks: sharedLinkRepository(db, write, key),
    applications: applicationRepository(db, write),
    loginClaims: loginClaimRepository(db, write, key),
    consents: consentRepository(db),
    confirmations: confirmationRepository(db),
    reports: reportRepository(db),
    silences: silenceRepository(db),
    notices: noticeRepository(db),
    phones: phoneRepository(db, write, key),
    freeLogins: freeLoginRepository(db, write),
  }
}
