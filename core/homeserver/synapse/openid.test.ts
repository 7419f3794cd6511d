import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openId } from './openid.ts'

/** What a homeserver that answers so makes of a token, and how often it was asked. */
async function askAt(answer: RequestListener): Promise<readonly [string | undefined, number]> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const user = await openId(`http://127.0.0.1:${port}`, 'school.test').openIdUser('token')
    return [user, requests]
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const says =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify(body))

describe('whoever holds a token', () => {
  test('is told by our homeserver', async () => {
    expect(await askAt(says({ sub: '@anna:school.test' }))).toEqual(['@anna:school.test', 1])
  })

  test.each([
    { sub: '@anna:other.test' },
    { sub: '@anna:school.test.other.test' },
    { sub: '@anna:school.test:8448' },
    { sub: '@anna:SCHOOL.test' },
    { sub: '@an:na:school.test' },
    { sub: '@:school.test' },
    { sub: 'anna:school.test' },
    { sub: '@anna' },
    { sub: '@Anna:school.test' },
    { sub: '@an na:school.test' },
    { sub: '@anna\u0000:school.test' },
    { sub: '@анна:school.test' },
    { sub: '@anna:school.test\n' },
    { sub: ['@anna:school.test'] },
    { sub: { toString: '@anna:school.test' } },
    { sub: null },
    {},
    [],
    [{ sub: '@anna:school.test' }],
    '@anna:school.test',
    null,
  ])('is nobody when it answers %j', async (body) => {
    expect((await askAt(says(body)))[0]).toBeUndefined()
  })

  test('is nobody when it answers five megabytes', async () => {
    const huge = says({ sub: '@anna:school.test', more: 'x'.repeat(5_000_000) })
    expect((await askAt(huge))[0]).toBeUndefined()
  })

  test('is nobody when it leads elsewhere, and nobody goes there', async () => {
    const redirecting: RequestListener = (request, response) =>
      response.writeHead(302, { location: `http://${request.headers.host}/elsewhere` }).end()
    expect(await askAt(redirecting)).toEqual([undefined, 1])
  })

  test('is nobody when the answer drips', async () => {
    const dripping: RequestListener = (_, response) => {
      const timer = setInterval(() => response.write(' '), 200)
      response.on('close', () => clearInterval(timer))
    }
    expect((await askAt(dripping))[0]).toBeUndefined()
  })
})
