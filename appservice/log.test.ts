import { describe, expect, test } from 'vitest'
import { LyceumError } from '@lyceum/core/errors.ts'
import { createLog, loggedPath } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', { write: (line) => lines.push(line) }))
  return lines.join('')
}

describe('paths', () => {
  test.each([
    ['/join/0123456789ABCDEFGHJKMNPQRS', '/join/...'],
    ['/api/v1/invitations/ABC/redeem?x=1', '/api/v1/invitations/.../redeem'],
    ['/console?token=ABC', '/console'],
  ])('%s is logged as %s', (url, path) => {
    expect(loggedPath(url)).toBe(path)
  })
})

test('of a foreign error only class, code and place are written', () => {
  const error = Object.assign(new Error('GET http://x/?access_token=secret-1'), {
    code: 'ECONNRESET',
    url: 'secret-2',
  })
  const line = logged((log) => log.error({ err: error }, 'failed'))
  expect(line).toContain('ECONNRESET')
  expect(line).not.toContain('secret-')
})

test('our own errors say what happened', () => {
  const line = logged((log) => log.error({ err: new LyceumError('no-room', 'Gone.') }, 'failed'))
  expect(JSON.parse(line)).toMatchObject({ level: 'error', err: { message: 'Gone.' } })
})

test('known names of secrets are redacted, and a request shows method and path only', () => {
  const line = logged((log) =>
    log.info({
      password: 'secret-1',
      body: { access_token: 'secret-2' },
      req: { method: 'GET', url: '/join/secret-3', headers: { cookie: 'secret-4' } },
    }),
  )
  expect(line).not.toContain('secret-')
})
