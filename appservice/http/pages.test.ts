import { expect, test } from 'vitest'
import { startTestSite } from '../testing/site.ts'

const token = '0123456789ABCDEFGHJKMNPQRS'

test('a printed code’s link in upper case leads to its page and stays out of caches and the log', async () => {
  const site = await startTestSite()
  const { status, headers } = await site.get(`/JOIN/${token}`)
  expect([status, headers['location']]).toEqual([302, `/join/${token}`])
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(site.logLines.join('')).not.toContain(token)
})

test('such a link leads nowhere but to the join page', async () => {
  const site = await startTestSite()
  const { headers } = await site.get('/JOIN/%2F..%2F%2Felsewhere.example%0D%0A')
  expect(headers['location']).toBe('/join/%2F..%2F%2Felsewhere.example%0D%0A')
})
