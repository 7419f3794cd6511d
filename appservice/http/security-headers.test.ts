import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { addSecurityHeaders } from './security-headers.ts'

async function headersWith(clients: readonly string[]) {
  const server = fastify()
  await addSecurityHeaders(server, {
    homeserverUrl: 'https://matrix.school.test',
    isHttps: true,
    clients,
  })
  server.get('/', async () => 'page')
  const { headers } = await server.inject('/')
  const ancestors = /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]
  return { ancestors, xFrameOptions: headers['x-frame-options'] }
}

test('without configured clients nobody may frame the pages', async () => {
  expect(await headersWith([])).toEqual({ ancestors: "'none'", xFrameOptions: 'DENY' })
})

test('configured clients may, each by its origin, and the older header that knows no list is left out', async () => {
  const clients = ['https://chat.school.test/element', 'http://127.0.0.1:9000', 'vector://vector']
  expect(await headersWith(clients)).toEqual({
    ancestors: 'https://chat.school.test http://127.0.0.1:9000 vector:',
    xFrameOptions: undefined,
  })
})
