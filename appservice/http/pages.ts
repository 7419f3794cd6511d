/** The pages: one document for every address, which decides by the address; its parts have their content in their names. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface Pages {
  send(reply: FastifyReply, status: number): Promise<FastifyReply>
}

const addresses = ['/', '/join', '/join/:token', '/applications', '/console']

const notBuilt = 'The pages have not been built. Build them: npm run build -w widgets\n'

/** What a page knows of the site before it asks anything; it stands in the document. */
export interface SiteFacts {
  readonly homeserver: string
  readonly serverName: string
  /** Matrix clients that may show the pages inside themselves. */
  readonly clients: readonly string[]
  /** Whether a forgotten password can be replaced by a code to one's own number. */
  readonly phone: boolean
}

/** `folder`: what Vite built. */
export async function addPages(
  server: FastifyInstance,
  folder: string,
  site: SiteFacts,
): Promise<Pages> {
  const assets = join(folder, 'assets')
  if (existsSync(assets)) {
    await server.register(fastifyStatic, {
      root: assets,
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    })
  }

  const pages: Pages = {
    async send(reply, status) {
      const document = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
      if (document === undefined) return reply.code(503).type('text/plain').send(notBuilt)
      const text = document.replace('</head>', () => `${metaOf(site)}</head>`)
      return reply.code(status).header('cache-control', 'no-store').type('text/html').send(text)
    },
  }

  for (const address of addresses) {
    server.get(address, (_request, reply) => pages.send(reply, 200))
  }
  // Printed QR codes hold their link in upper case, which needs fewer and so larger squares.
  server.get<{ Params: { token: string } }>('/JOIN/:token', (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .redirect(`/join/${encodeURIComponent(request.params.token)}`),
  )
  return pages
}

function metaOf(site: SiteFacts): string {
  const escaped = JSON.stringify(site).replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `<meta name="lyceum-site" content="${escaped}">`
}
