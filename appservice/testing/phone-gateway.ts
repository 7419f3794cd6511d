/** A small gateway for telephone codes, on this machine: keeps what it was asked, and answers as it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Got {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface TestGateway {
  readonly url: string
  readonly got: readonly Got[]
  answer: (response: ServerResponse) => void
  /** Of the newest form that came; throws where none did. */
  last(): { readonly to: string; readonly text: string; readonly code: string }
  stop(): Promise<void>
}

export async function startTestGateway(
  answer: TestGateway['answer'] = (response) => response.end('OK'),
): Promise<TestGateway> {
  const got: Got[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      got.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') })
      gateway.answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gateway: TestGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    got,
    answer,
    last() {
      const form = new URLSearchParams(got.at(-1)?.body)
      const text = form.get('text') ?? ''
      const code = /\d{4,6}/.exec(text)?.[0]
      if (code === undefined) throw new Error('no code came')
      return { to: form.get('to') ?? '', text, code }
    },
    stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
  return gateway
}
