import { beforeAll, describe, expect, test } from 'vitest'
import { startTestSite, type TestSite } from '../testing/site.ts'
import { openApi } from './openapi/document.ts'

let site: TestSite
beforeAll(async () => {
  site = await startTestSite()
})

describe('without a session', () => {
  test.each(['/api/v1/people', '/api/v1/me/lessons', '/api/v1/no-such-thing', '/api/v1', '/api/x'])(
    '%s is 401, whether it exists or not',
    async (path) => {
      const { status, body, headers } = await site.get(path)
      expect([status, body.type]).toEqual([401, 'urn:lyceum:problem:not-signed-in'])
      expect(headers['www-authenticate']).toBe('Bearer')
      expect(headers['content-type']).toContain('application/problem+json')
    },
  )

  test('the description of the API is open and names every open path', async () => {
    const { status, body } = await site.get('/api/v1/openapi.json')
    expect(status).toBe(200)
    expect(body).toEqual(openApi)
  })

  test('every route of the API is described there, and every one that is described is there', () => {
    const described = Object.entries(openApi.paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, ':x')}`),
    )
    expect(described.toSorted()).toEqual(apiRoutes(site.server.printRoutes()))
  })

  test('what is wrong with an invitation’s address is not a matter of signing in', async () => {
    expect((await site.get('/api/v1/invitations/')).status).toBe(404)
    expect((await site.get('/api/v1/invitations/x/y')).status).toBe(404)
  })
})

describe('headers', () => {
  test('let pages load from here only and speak to the homeserver only', async () => {
    const { headers } = await site.get('/api/v1/openapi.json')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self' https://matrix.school.test;")
    expect(policy).toContain('frame-ancestors https://chat.school.test;')
    expect(headers['x-frame-options']).toBeUndefined()
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['strict-transport-security']).toContain('max-age=')
  })

  test('keep pages that hold a token out of caches', async () => {
    const { headers } = await site.get('/join/0000000000000000000000000A')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['content-security-policy']).toBeDefined()
  })
})

describe('bad requests', () => {
  const url = `/api/v1/invitations/${'0'.repeat(26)}/redeem`

  test.each([
    ['not JSON', '{', 'application/json', 400],
    ['another type', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['too large', JSON.stringify({ login: 'a'.repeat(9000) }), 'application/json', 413],
  ])('%s is a problem of its own', async (_name, payload, contentType, status) => {
    const headers = { 'content-type': contentType }
    const response = await site.server.inject({ method: 'POST', url, payload, headers })
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ type: expect.stringMatching(/^urn:lyceum:problem:/) })
  })
})

test('pages that were not built say with which command they are', async () => {
  const { status, body } = await site.get('/')
  expect(status).toBe(503)
  expect(body).toContain('npm run build -w widgets')
})

/** Of Fastify's tree, in which each line goes on from the ones above it that are less far in. */
function apiRoutes(tree: string): readonly string[] {
  const above: string[] = []
  const routes = tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] =
      /^([│├└─ ]*)(\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    above.splice(indent.length / 4 - 1)
    above.push(part)
    // One place may have several names.
    const path = above.join('').replaceAll(/:[\w|:]+/g, ':x')
    return (methods?.split(', ') ?? [])
      .filter((method) => method !== 'HEAD' && path.startsWith('/api/'))
      .map((method) => `${method} ${path}`)
  })
  return routes.toSorted()
}
