/** What a person's browser and client do around the join page, for end-to-end tests. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Language } from '../i18n/i18n.ts'

export interface VisitOptions {
  readonly language?: Language
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
}

/** A page, and what went wrong in it or went elsewhere than it may. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Violations of the content security policy and uncaught errors. */
  readonly faults: readonly string[]
  /** Origins that were asked for anything. */
  readonly origins: ReadonlySet<string>
}

export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'ru', scheme = 'light', width = 1280 } = options
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => {
    try {
      localStorage.setItem('lyceum.language', chosen)
    } catch {
      // A blank page has no storage.
    }
  }, language)
  const page = await context.newPage()
  const faults: string[] = []
  const origins = new Set<string>()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:') origins.add(origin)
  })
  return { page, context, faults, origins }
}

/** Signs in as any client does; gives the rooms the person is in and ends the session again. */
export async function roomsByPassword(
  homeserver: string,
  login: string,
  password: string,
): Promise<readonly string[]> {
  const session = await matrix<{ access_token: string }>(homeserver, 'POST', 'login', undefined, {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: login },
    password,
  })
  const { access_token: token } = session
  const { joined_rooms: rooms } = await matrix<{ joined_rooms: string[] }>(
    homeserver,
    'GET',
    'joined_rooms',
    token,
  )
  await matrix(homeserver, 'POST', 'logout', token, {})
  return rooms
}

/** What a client gives a widget about its person: a token of the homeserver. The session that it takes is ended. */
export async function openIdByPassword(homeserver: string, login: string, password: string) {
  const { access_token: token, user_id: user } = await matrix<{
    access_token: string
    user_id: string
  }>(homeserver, 'POST', 'login', undefined, {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: login },
    password,
  })
  const path = `user/${encodeURIComponent(user)}/openid/request_token`
  const openid = await matrix<{ access_token: string; matrix_server_name: string }>(
    homeserver,
    'POST',
    path,
    token,
    {},
  )
  await matrix(homeserver, 'POST', 'logout', token, {})
  return openid
}

async function matrix<Answer>(
  homeserver: string,
  method: string,
  path: string,
  token?: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${homeserver}/_matrix/client/v3/${path}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as Answer
}
