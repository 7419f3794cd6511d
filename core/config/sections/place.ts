/** What the installation is called, and what its people read when a school says nothing else. */
import { z } from 'zod'
import { nearest } from '../nearest.ts'

/** Host name or address with an optional port, in lower case. https://spec.matrix.org/v1.15/appendices/#server-name */
const serverNamePattern = /^(?:[a-z0-9.-]{1,230}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/

export const ServerName = z
  .string()
  .regex(serverNamePattern, 'must be a host name in lower case, such as school.example.org')
  .meta({ examples: ['school.example.org'] })
  .describe(
    'The part after the colon in everybody\'s Matrix id (@anna:school.example.org). It cannot change later: accounts and rooms carry it for good. "localhost" is for a trial.',
  )

export const Language = z
  .enum(['ru', 'en'])
  .default('ru')
  .describe('Language of room names and messages where a school says nothing else: ru or en.')

export const TimeZone = z
  .string()
  .check((context) => {
    if (isTimeZone(context.value)) return
    const guess = nearest(context.value, Intl.supportedValuesOf('timeZone'))
    const question = guess === undefined ? '' : `; did you mean ${guess}?`
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: `must be a time zone such as Europe/Moscow${question}`,
    })
  })
  .default('Europe/Moscow')
  .describe('Time zone where a school says nothing else.')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
