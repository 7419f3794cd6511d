/** Two sites around a widget: a client that shows it, and a page of somebody else's. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'

export interface ClientSite {
  readonly origin: string
  /** The client's page, showing `widget`. */
  showing(widget: string): string
  stop(): Promise<void>
}

/** Frames what its address names, and runs `script`. */
export async function startForeignSite(script: string): Promise<ClientSite> {
  return serve(
    () =>
      `<!doctype html><title>somebody</title><body><script>
        const widget = new URLSearchParams(location.search).get('widget')
        if (widget) { const frame = document.createElement('iframe'); frame.src = widget; document.body.append(frame) }
        ${script}
      </script>`,
  )
}

export async function startClientSite(): Promise<ClientSite> {
  const script = await bundleHost()
  return serve((path) =>
    path === '/host.js'
      ? script
      : '<!doctype html><title>client</title><body><script src="/host.js"></script>',
  )
}

async function bundleHost(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, 'client-host.ts'),
        formats: ['iife'],
        name: 'host',
      },
    },
  })
  const [first] = [built].flat()
  if (first === undefined || !('output' in first)) throw new Error('nothing was built')
  return first.output[0].code
}

async function serve(textOf: (path: string) => string): Promise<ClientSite> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.end(textOf(pathname))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    showing: (widget) => `${origin}/?${new URLSearchParams({ widget })}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
