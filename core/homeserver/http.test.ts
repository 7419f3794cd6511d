import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { userId } from '../school/ids.ts'
import { HomeserverError } from './errors.ts'
import { connectJson, path, type ConnectionOptions, type JsonRequest } from './http.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let close: (() => void) | undefined

afterEach(() => close?.())

/** Answers the first request with the first handler, and so on; the last one stays. */
async function serve(handlers: readonly Handler[], options: Partial<ConnectionOptions> = {}) {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    const handler = handlers[Math.min(seen.length, handlers.length - 1)]
    seen.push(request)
    handler?.(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  return { seen, http: connectJson({ url, token: 'secret-token', ...options }) }
}

function json(status: number, body: object): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

const drop: Handler = (request) => request.socket.destroy()

const question: JsonRequest<{ ok: boolean }> = {
  operation: 'answer a test',
  method: 'POST',
  path: '/question',
  body: { password: 'hidden' },
  repeat: 'safe',
  answer: z.object({ ok: z.boolean() }),
}

test('the token goes in the header, the person in the query, every part of the path encoded', async () => {
  const { http, seen } = await serve([json(200, { ok: true })])
  const as = userId('@a+b:x')
  await http.send({ ...question, path: path`/rooms/${'!a/b?c'}/state`, as })
  expect(seen[0]?.headers.authorization).toBe('Bearer secret-token')
  expect(seen[0]?.url).toBe('/rooms/!a%2Fb%3Fc/state?user_id=%40a%2Bb%3Ax')
})

test('a limited, a lost and an overloaded request are repeated, and all are counted', async () => {
  const limited = json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1 })
  const { http } = await serve([limited, drop, json(503, {}), json(200, { ok: true })])
  expect(await http.send(question)).toEqual({ ok: true })
  expect(http.requests).toBe(4)
})

test('what may have been done is not repeated', async () => {
  const { http, seen } = await serve([drop, json(200, { ok: true })])
  const error = await http.send({ ...question, repeat: 'unsent' }).catch((caught) => caught)
  expect(error).toMatchObject({ code: 'homeserver-unreachable', status: 0 })
  expect(seen).toHaveLength(1)
})

test('an error tells operation, status and error code, and neither token, address nor body', async () => {
  const body = { errcode: 'M_FORBIDDEN', error: 'Masha is not in the room' }
  const { http } = await serve([json(403, body)])
  const error: unknown = await http.send(question).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(HomeserverError)
  expect(error).toMatchObject({
    message: 'The homeserver refused to answer a test (403 M_FORBIDDEN).',
    status: 403,
    errcode: 'M_FORBIDDEN',
  })
  const told = String((error as Error).stack) + JSON.stringify(error)
  expect(told).not.toMatch(/secret-token|127\.0\.0\.1|question\b|hidden|Masha/)
})

test('the header Retry-After counts where the body says nothing', async () => {
  const late: Handler = (_, response) => {
    response.writeHead(429, { 'retry-after': '7200' }).end()
  }
  const { http } = await serve([late])
  await expect(http.send(question)).rejects.toMatchObject({ retryAfterMs: 7_200_000 })
})

test('a redirect is not followed', async () => {
  const elsewhere: Handler = (_, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end()
  }
  const { http, seen } = await serve([elsewhere])
  await expect(http.send({ ...question, repeat: 'unsent' })).rejects.toThrow('No answer')
  expect(seen).toHaveLength(1)
})

test('an answer that is not as specified is told as such', async () => {
  const { http } = await serve([(_, response) => response.end('<html>')])
  await expect(http.send(question)).rejects.toMatchObject({ code: 'homeserver-unexpected' })
})

test('a silent homeserver is not waited for longer than the time-out', async () => {
  const { http } = await serve([() => {}], { timeoutMs: 50 })
  await expect(http.send(question)).rejects.toThrow('timed out')
  expect(http.requests).toBe(1)
})

test('stopping the process ends what is under way', async () => {
  const stop = new AbortController()
  const { http } = await serve([() => stop.abort(new Error('stopped'))], { signal: stop.signal })
  await expect(http.send(question)).rejects.toThrow('stopped')
})
