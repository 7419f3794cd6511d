import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { startRealService, type RealService } from '@lyceum/appservice/testing/real-service.ts'
import { classId, schoolId } from '@lyceum/core/school/ids.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser } from '../testing/browser.ts'
import { startClientSite, startForeignSite, type ClientSite } from '../testing/client-site.ts'
import { openIdByPassword, visit } from '../testing/join-site.ts'

/** What somebody beside the widget can think of: requests of a client, answers to what the page may have asked, and noise. */
const hostile = `
  const target = parent.frames[0]
  let heard = 0
  addEventListener('message', () => { heard += 1 })
  window.attack = () => {
    const id = 'lyceum-home'
    for (let n = 0; n < 50; n += 1) {
      const requestId = 'widgetapi-' + (Date.now() - n)
      target.postMessage({ api: 'toWidget', widgetId: id, requestId, action: 'capabilities', data: {} }, '*')
      target.postMessage({ api: 'toWidget', widgetId: id, requestId, action: 'openid_credentials',
        data: { state: 'allowed', original_request_id: requestId, access_token: 'theirs', matrix_server_name: 'evil.test' } }, '*')
      target.postMessage({ api: 'fromWidget', widgetId: id, requestId, action: 'get_openid', data: {},
        response: { state: 'allowed', access_token: 'theirs', matrix_server_name: 'evil.test' } }, '*')
      target.postMessage(n % 2 ? '{"action":"visibility"}' : [requestId], '*')
    }
    return 200
  }
  window.heard = () => heard
`

const login = 'widget-pupil'
const teacherLogin = 'widget-teacher'
const password = 'tiger-window-lamp-4821'
const homeserver = inject('homeserver')
let service: RealService
let client: ClientSite
let somebody: ClientSite
let browser: Browser

beforeAll(async () => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../build.ts')])
  client = await startClientSite()
  somebody = await startForeignSite(hostile)
  const school = smallSchool({ id: 'W1' })
  service = await startRealService(homeserver, school, { clients: [client.origin] })
  await redeem((await service.invite(pupilId('W1', 1, 1), 'pupil')).token, login)
  await redeem((await service.invite(teacherId('W1', 1), 'teacher')).token, teacherLogin)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await client?.stop()
  await somebody?.stop()
})

test('a client’s person is at home at once, in the client’s language and theme, and a room opens in the client', async () => {
  const { page, context, faults } = await visit(browser, { language: 'ru', width: 1000 })
  const written: string[] = []
  page.on('console', (message) => {
    if (message.location().url.startsWith(service.url)) written.push(message.text())
  })
  const widget = await openInClient(page, '?lang=en&theme=dark')
  await widget.getByRole('heading', { name: 'My classes and chats' }).waitFor()
  const scheme = 'data-mantine-color-scheme'
  expect(await widget.locator('html').getAttribute(scheme)).toBe('dark')
  expect(await widget.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  await widget.getByRole('button', { name: /Общий - 1А/ }).click()
  await expect
    .poll(() => page.evaluate(() => window.told.navigated))
    .toEqual([expect.stringMatching(/^https:\/\/matrix\.to\/#\/(!|%21)/)])
  expect(await page.evaluate(() => window.told.capabilities)).toEqual([
    'org.matrix.msc2931.navigate',
  ])
  expect(await widget.evaluate(() => localStorage.getItem('lyceum.session'))).toBeNull()
  expect(written).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('a teacher goes to the applications and back inside the client, without signing in', async () => {
  await applyAsPupil()
  const { page, context, faults } = await visit(browser, { width: 1000 })
  const widget = await openInClient(page, '?lang=en', teacherLogin)
  await widget.getByRole('button', { name: /Общий - 1А/ }).waitFor()
  await widget.getByRole('link', { name: 'Look at them' }).click()
  await widget.getByRole('button', { name: 'Accept: Новикова Алла' }).click()
  await widget.getByText('Новикова Алла: accepted.').waitFor()
  await widget.getByRole('link', { name: 'Home page' }).click()
  await widget.getByText('Nothing waits for your answer.').waitFor()
  await widget.getByRole('button', { name: /Общий - 1А/ }).click()
  await expect.poll(() => page.evaluate(() => window.told.navigated.length)).toBe(1)
  expect(faults).toEqual([])
  await context.close()
})

test('who does not let the client say who one is, reads what to do', async () => {
  const { page, context } = await visit(browser, { width: 1000 })
  await page.exposeFunction('openIdOfPerson', () => null)
  await page.goto(client.showing(`${service.url}/?lang=ru`))
  const widget = await widgetOf(page)
  await widget.getByText('Приложение не подтвердило, что это вы.').waitFor()
  await widget.getByRole('button', { name: 'Попробовать ещё раз' }).waitFor()
  await context.close()
})

test('of 200 messages of a frame beside the widget none is handled and none is answered', async () => {
  const { page, context } = await visit(browser, { width: 1000 })
  const widget = await openInClient(page, '?lang=en')
  await widget.getByRole('heading', { name: 'My classes and chats' }).waitFor()
  await widget.evaluate(() => {
    const page = window as unknown as { handled: number }
    page.handled = 0
    addEventListener('message', () => {
      page.handled += 1
    })
  })
  const handled = () => widget.evaluate(() => (window as unknown as { handled: number }).handled)
  await page.evaluate((address) => {
    const frame = document.createElement('iframe')
    frame.src = address
    document.body.append(frame)
  }, somebody.origin)
  await expect.poll(() => frameAt(page, somebody.origin) !== undefined).toBe(true)
  const beside = frameAt(page, somebody.origin)
  await beside?.waitForFunction(() => 'attack' in window)
  const before = await page.evaluate(() => window.told.messages)
  const sent = await beside?.evaluate(() => (window as unknown as { attack(): number }).attack())
  expect(sent).toBe(200)
  // The client's own word, sent after them, comes after them.
  await page.evaluate(() => window.greetWidget())
  expect(await handled()).toBe(1)
  // One answer: to the client.
  expect((await page.evaluate(() => window.told.messages)) - before).toBe(1)
  expect(await beside?.evaluate(() => (window as unknown as { heard(): number }).heard())).toBe(0)
  await context.close()
})

test('a site that is not configured cannot show the pages', async () => {
  const { page, context, faults } = await visit(browser)
  await page.goto(somebody.showing(`${service.url}/?widgetId=x&parentUrl=${client.origin}/`))
  await expect.poll(() => faults.some((fault) => fault.includes('frame-ancestors'))).toBe(true)
  const shown = page.frames().filter((frame) => frame.url().startsWith(service.url))
  expect(await Promise.all(shown.map((frame) => frame.locator('h1').count()))).not.toContain(1)
  await context.close()
})

test('a configured client that does not say who it is gets no sign-in form, but a way out of the frame', async () => {
  const { page, context } = await visit(browser)
  await page.goto(client.origin)
  await page.evaluate((address) => {
    const frame = document.createElement('iframe')
    frame.src = address
    document.body.append(frame)
  }, `${service.url}/`)
  const frame = page.frameLocator(`iframe[src="${service.url}/"]`)
  await frame.getByRole('heading', { name: 'Откройте эту страницу в отдельном окне' }).waitFor()
  expect(await frame.locator('input').count()).toBe(0)
  await context.close()
})

async function redeem(token: string, as: string, more: object = {}): Promise<void> {
  const answer = await fetch(`${service.url}/api/v1/invitations/${token}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: as, password, ...more }),
  })
  if (answer.status !== 201) throw new Error(`redeem: ${answer.status}`)
}

async function applyAsPupil(): Promise<void> {
  const link = {
    school: schoolId('W1'),
    class: classId('W1-C1'),
    role: 'pupil',
    uses: undefined,
    createdBy: 'operator',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  } as const
  const { token } = await service.store.sharedLinks.issue(link, new Date().toISOString())
  await redeem(token, 'widget-applicant', { name: { family: 'Новикова', given: 'Алла' } })
}

async function openInClient(page: Page, query: string, as = login): Promise<Frame> {
  await page.exposeFunction('openIdOfPerson', () => openIdByPassword(homeserver.url, as, password))
  await page.goto(client.showing(`${service.url}/${query}`))
  return widgetOf(page)
}

async function widgetOf(page: Page): Promise<Frame> {
  await expect.poll(() => frameAt(page, service.url) !== undefined).toBe(true)
  const frame = frameAt(page, service.url)
  if (frame === undefined) throw new Error('the client shows no widget')
  return frame
}

function frameAt(page: Page, origin: string): Frame | undefined {
  return page.frames().find((frame) => frame !== page.mainFrame() && frame.url().startsWith(origin))
}
