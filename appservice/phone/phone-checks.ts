/**
 * One-time codes that prove a telephone number. A code is for one number and one purpose, ten minutes old at most, and ends
 * with five wrong tries. How many are sent is limited by number and by day here, and by address in the routes.
 */
import type { Config } from '@lyceum/core/config/settings.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Language, Role } from '@lyceum/core/school/people.ts'
import { parsePhone } from '@lyceum/core/school/phone.ts'
import type { PhonePurpose } from '@lyceum/core/store/phone-ports.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { isProblem, problem, problems, type Problem } from '../http/problems.ts'
import type { Log } from '../log.ts'
import type { PhoneGateway } from './gateway.ts'
import { codeTexts } from './texts.ts'

export interface PhoneChecksInput {
  readonly settings: Pick<NonNullable<Config['phone']>, 'kind' | 'roles'>
  readonly gateway: PhoneGateway
  readonly store: Pick<Store, 'phones'>
  readonly log: Pick<Log, 'warn'>
  now(): Date
  /** A random whole number below `limit`, not to be guessed. */
  random(limit: number): number
}

export interface SentCode {
  readonly kind: 'sms' | 'call'
  /** Seconds until another one may be sent to this number. */
  readonly resend_after: number
  readonly expires_in: number
}

export interface PhoneChecks {
  isAskedOf(role: Role): boolean
  /** Resolves when the gateway has taken it. */
  send(written: string, purpose: PhonePurpose, language: Language): Promise<SentCode | Problem>
  /**
   * Answers as `send` does, whether or not there is anybody to send it to: what `languageOf` finds out (undefined: nobody has
   * the number) and what is sent for it goes on after the answer.
   */
  sendIfMeant(
    written: string,
    languageOf: (number: string) => Promise<Language | undefined>,
  ): Promise<SentCode | Problem>
  /** The number, where the code is right. */
  check(
    written: string | undefined,
    code: string | undefined,
    purpose: PhonePurpose,
  ): Promise<string | Problem>
  /** Resolves when nothing is being sent. */
  settled(): Promise<void>
}

const limits = { resendSeconds: 60, perNumberADay: 5, perDay: 2000 }
const lifetimeSeconds = 600
/** Of a call the last digits of the calling number are the code. */
const digits = { sms: 6, call: 4 } as const

export const phoneProblems = {
  off: problem('phone-off', 404, 'Phone numbers are not checked here.'),
  missing: problem('phone-missing', 422, 'A phone number is needed.', { field: 'phone' }),
  invalid: problem('phone-invalid', 422, 'This is no phone number.', { field: 'phone' }),
  codeMissing: problem('phone-code-missing', 422, 'Send the code that came to the phone.', {
    field: 'phone_code',
  }),
  codeWrong: problem('phone-code-wrong', 422, 'This code does not fit, or counts no longer.', {
    field: 'phone_code',
  }),
  notSent: problem('phone-not-sent', 503, 'The code could not be sent. Try again in a minute.', {
    retry_after: 60,
  }),
} as const

export function createPhoneChecks(input: PhoneChecksInput): PhoneChecks {
  const { settings, gateway, store, log, now, random } = input
  const { kind } = settings
  const answer = { kind, resend_after: limits.resendSeconds, expires_in: lifetimeSeconds }
  const underWay = new Set<Promise<unknown>>()

  async function start(written: string, purpose: PhonePurpose, isDecoy = false) {
    const number = parsePhone(written)
    if (number === undefined) return phoneProblems.invalid
    const length = digits[kind]
    const code = String(random(10 ** length)).padStart(length, '0')
    const at = now()
    const expiresAt = new Date(at.getTime() + lifetimeSeconds * 1000).toISOString()
    const check = { number, purpose, code, expiresAt, isDecoy }
    const started = await store.phones.start(check, limits, at.toISOString())
    return started.state === 'started'
      ? { id: started.id, number, code }
      : problems.tooManyRequests(started.seconds)
  }

  async function hand(started: Exclude<Awaited<ReturnType<typeof start>>, Problem>, to: Language) {
    const { id, number, code } = started
    try {
      await gateway.send({ number, code, text: codeTexts[to](code) })
      return true
    } catch (error) {
      const reason = error instanceof LyceumError ? error.code : 'phone-unsure'
      const message = error instanceof LyceumError ? error.message : undefined
      log.warn({ code: reason, message }, 'phone code not sent')
      // Where it is not known it may still come, and has been paid for: it counts.
      if (reason === 'phone-not-sent') await store.phones.cancel(id)
      return false
    }
  }

  return {
    isAskedOf: (role) => settings.roles.includes(role),

    async send(written, purpose, language) {
      const started = await start(written, purpose)
      if (isProblem(started)) return started
      return (await hand(started, language)) ? answer : phoneProblems.notSent
    },

    async sendIfMeant(written, languageOf) {
      // Whether anybody is meant is not asked before the answer: the time that takes would tell.
      const started = await start(written, 'forgotten', true)
      if (isProblem(started)) return started
      const work: Promise<unknown> = languageOf(started.number)
        .then(async (language) => {
          if (language === undefined) return
          await store.phones.arm(started.id, { ...started, purpose: 'forgotten' })
          await hand(started, language)
        })
        .catch((err: unknown) => log.warn({ err }, 'phone code not sent'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
      return answer
    },

    async check(written, code, purpose) {
      if (written === undefined || written.trim() === '') return phoneProblems.missing
      const number = parsePhone(written)
      if (number === undefined) return phoneProblems.invalid
      const typed = (code ?? '').replace(/\D/g, '')
      if (typed === '') return phoneProblems.codeMissing
      const check = { number, purpose, code: typed }
      const verdict = await store.phones.tryCode(check, now().toISOString())
      return verdict === 'right' ? number : phoneProblems.codeWrong
    },

    async settled() {
      await Promise.all(underWay)
    },
  }
}
