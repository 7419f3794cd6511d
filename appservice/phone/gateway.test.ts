import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { startTestGateway, type TestGateway } from '../testing/phone-gateway.ts'
import { connectGateway, type GatewaySettings } from './gateway.ts'

const gateways: TestGateway[] = []
afterEach(async () => {
  for (const one of gateways.splice(0)) await one.stop()
})

async function gatewayThat(answer: (response: ServerResponse) => void): Promise<TestGateway> {
  const gateway = await startTestGateway(answer)
  gateways.push(gateway)
  return gateway
}

const settings = (changes: Partial<GatewaySettings> & { url: string }): GatewaySettings => ({
  method: 'POST',
  headers: {},
  body: 'to={number}&text={text}',
  format: 'form',
  successContains: undefined,
  ...changes,
})
const message = { number: '+79001234567', text: 'Код & "123456"\n{code}', code: '123456' }
const ok = (response: ServerResponse) => response.end('{"status":"OK"}')

describe('the gateway is asked', () => {
  test('by a form, with headers of its own', async () => {
    const { url, got } = await gatewayThat(ok)
    const headers = { authorization: 'Bearer secret' }
    await connectGateway(settings({ url, headers, successContains: 'OK' })).send(message)
    expect(got).toHaveLength(1)
    const [{ method, headers: sent, body } = never()] = got
    expect([method, sent.authorization, sent['content-type']]).toEqual([
      'POST',
      'Bearer secret',
      'application/x-www-form-urlencoded',
    ])
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      to: message.number,
      text: message.text,
    })
  })

  test('by JSON', async () => {
    const { url, got } = await gatewayThat(ok)
    const body = '{"to":"{digits}","text":"{text}","code":{code}}'
    await connectGateway(settings({ url, body, format: 'json' })).send(message)
    expect(got[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(got[0]?.body ?? '')).toEqual({
      to: '79001234567',
      text: message.text,
      code: 123456,
    })
  })

  test('by an address alone', async () => {
    const { url, got } = await gatewayThat(ok)
    const address = `${url}?to={number}&text={text}`
    await connectGateway(settings({ url: address, method: 'GET' })).send(message)
    const query = new URL(got[0]?.url ?? '', 'http://x').searchParams
    expect([got[0]?.method, query.get('to'), query.get('text')]).toEqual([
      'GET',
      message.number,
      message.text,
    ])
  })
})

describe('a gateway that', () => {
  async function failure(answer: (response: ServerResponse) => void, timeoutMs?: number) {
    const { url, got } = await gatewayThat(answer)
    const gateway = connectGateway(settings({ url, successContains: 'OK' }), timeoutMs)
    const error: unknown = await gateway.send(message).catch((caught: unknown) => caught)
    expect(got).toHaveLength(1)
    const told = `${String(error)} ${JSON.stringify(error)} ${String((error as Error).stack)}`
    expect(told).not.toMatch(/9001234567|123456|127\.0\.0\.1/)
    return (error as { code?: string }).code
  }

  test('refuses has not sent it', async () => {
    for (const status of [400, 401, 429, 500, 503]) {
      expect(await failure((response) => response.writeHead(status).end('no'))).toBe(
        'phone-not-sent',
      )
    }
  })

  test('says something else than success may have sent it', async () => {
    expect(await failure((response) => response.end('ERROR = 2'))).toBe('phone-unsure')
  })

  test('leads elsewhere is not followed', async () => {
    const elsewhere = await gatewayThat(ok)
    const code = await failure((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    )
    expect([code, elsewhere.got]).toEqual(['phone-unsure', []])
  })

  test('says nothing, or hangs up, may have sent it', async () => {
    expect(await failure(() => undefined, 100)).toBe('phone-unsure')
    expect(await failure((response) => response.destroy())).toBe('phone-unsure')
    const half = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{', () => response.destroy())
    }
    expect(await failure(half)).toBe('phone-unsure')
  })

  test('talks without end is listened to for a while', async () => {
    const flood = (response: ServerResponse) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) continue
      }
      response.on('drain', more)
      more()
    }
    expect(await failure(flood)).toBe('phone-unsure')
  })

  test('is not there has not sent it', async () => {
    const { url } = await gatewayThat(ok)
    await gateways.pop()?.stop()
    const gateway = connectGateway(settings({ url }))
    await expect(gateway.send(message)).rejects.toMatchObject({ code: 'phone-not-sent' })
  })
})

function never(): never {
  throw new Error('nothing came')
}
