import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openId } from '@lyceum/core/homeserver/synapse/openid.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

/** What a caller may name as the homeserver, `PORT` being where somebody listens. */
const names: readonly unknown[] = [
  '127.0.0.1:PORT',
  'localhost:PORT',
  'LOCALHOST:PORT',
  'localhost.:PORT',
  'localhost.localdomain:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '[::ffff:7f00:1]:PORT',
  '[0:0:0:0:0:ffff:127.0.0.1]:PORT',
  '[::]:PORT',
  '0.0.0.0:PORT',
  '0:PORT',
  '127.1:PORT',
  '127.0.1:PORT',
  '2130706433:PORT',
  '0x7f000001:PORT',
  '0x7f.0.0.1:PORT',
  '0177.0.0.1:PORT',
  '017700000001:PORT',
  '127.0.0.1.nip.io:PORT',
  '169.254.169.254',
  '10.0.0.1',
  '192.168.0.1:8008',
  '100.64.0.1',
  '[fe80::1]',
  '[fd00::1]:PORT',
  'http://127.0.0.1:PORT',
  'http://127.0.0.1:PORT/redirect',
  '//127.0.0.1:PORT',
  '\\\\127.0.0.1:PORT',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT',
  'lyceum.test@127.0.0.1:PORT',
  'lyceum.test:80@127.0.0.1:PORT',
  'lyceum.test#@127.0.0.1:PORT',
  '127.0.0.1:PORT#lyceum.test',
  '127.0.0.1:PORT/lyceum.test',
  '127.0.0.1:PORT?lyceum.test',
  '127.0.0.1:PORT\\lyceum.test',
  'lyceum.test:PORT',
  'lyceum.test.',
  'lyceum.test.127.0.0.1.nip.io:PORT',
  'LYCEUM.TEST',
  'lyceum。test',
  'lуceum.test',
  'xn--lceum-3ve.test',
  'lyceum.test\r\nHost: 127.0.0.1:PORT',
  'lyceum.test\n127.0.0.1:PORT',
  'lyceum.test\u0000127.0.0.1:PORT',
  ' lyceum.test',
  'lyceum.test ',
  '%6cyceum.test',
  '127.0.0.1%3aPORT',
  '',
  '.',
  '..',
  '*',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(100_000),
  null,
  true,
  0,
  2_130_706_433,
  ['lyceum.test'],
  ['127.0.0.1:PORT'],
  [],
  {},
  { toString: 'lyceum.test' },
  { __proto__: { toString: () => 'lyceum.test' } },
  undefined,
]

let connections = 0
const sink = createServer((request, response) => {
  response.writeHead(302, { location: `http://${request.headers.host}/again` }).end()
})
sink.on('connection', () => (connections += 1))

let site: TestSite
beforeAll(async () => {
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  site = await startTestSite()
})
afterAll(() => {
  sink.close()
})

test('sixty hostile server names lead to no connection, no question and no session', async () => {
  const { port } = sink.address() as AddressInfo
  expect(names.length).toBeGreaterThanOrEqual(60)
  const fetched = vi.spyOn(globalThis, 'fetch')
  const asked = vi.spyOn(site.engine.homeserver, 'openIdUser')
  const opened = vi.spyOn(site.engine.store.sessions, 'open')
  const token = site.engine.homeserver.issueOpenIdToken(site.engine.homeserver.bot)
  const statuses = new Set<number>()
  for (const [n, name] of names.entries()) {
    const text = JSON.stringify({ access_token: token, matrix_server_name: name })
    const body = `{"openid":${text.replaceAll('PORT', String(port))}}`
    const address = `198.51.100.${n}`
    statuses.add((await site.ask('POST', '/api/v1/session', { body, address })).status)
  }
  expect([...statuses].toSorted()).toEqual([400, 401, 413])
  expect(connections).toBe(0)
  expect(fetched).not.toHaveBeenCalled()
  expect(asked).not.toHaveBeenCalled()
  expect(opened).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('a body that brings a prototype of its own is no body', async () => {
  const asked = vi.spyOn(site.engine.homeserver, 'openIdUser')
  const bodies = [
    '{"__proto__":{"openid":{"access_token":"x","matrix_server_name":"lyceum.test"}}}',
    '{"openid":{"__proto__":{"access_token":"x","matrix_server_name":"lyceum.test"}}}',
    '{"constructor":{"prototype":{"openid":{}}}}',
    '[]',
    'null',
    '"openid"',
    '{"openid":[]}',
  ]
  for (const body of bodies) {
    expect((await site.ask('POST', '/api/v1/session', { body })).status).toBe(400)
  }
  expect(asked).not.toHaveBeenCalled()
})

test('a homeserver that answers for another server, too much, or leads elsewhere makes no session', async () => {
  const answers = ['{"sub":"@anna:other.test"}', '[]', `{"sub":"${'x'.repeat(5_000_000)}"}`, '302']
  let answer = ''
  const server = createServer((_, response) => {
    if (answer === '302') response.writeHead(302, { location: '/elsewhere' }).end()
    else response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { openIdUser } = openId(`http://127.0.0.1:${port}`, 'lyceum.test')
  vi.spyOn(site.engine.homeserver, 'openIdUser').mockImplementation(openIdUser)
  const opened = vi.spyOn(site.engine.store.sessions, 'open')
  for (answer of answers) {
    const openid = { access_token: 'x', matrix_server_name: 'lyceum.test' }
    expect((await site.ask('POST', '/api/v1/session', { body: { openid } })).status).toBe(401)
  }
  expect(opened).not.toHaveBeenCalled()
  server.closeAllConnections()
  server.close()
  vi.restoreAllMocks()
})
