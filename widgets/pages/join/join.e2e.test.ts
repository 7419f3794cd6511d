import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { startRealService, type RealService } from '@lyceum/appservice/testing/real-service.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { expectAccessible } from '../../testing/accessibility.ts'
import { launchBrowser } from '../../testing/browser.ts'
import { roomsByPassword, visit } from '../../testing/join-site.ts'

const password = 'tiger-window-lamp-4821'
const widgets = join(import.meta.dirname, '../..')
const homeserver = inject('homeserver')
let service: RealService
let browser: Browser

beforeAll(async () => {
  execFileSync(process.execPath, [join(widgets, 'build.ts')])
  const school = smallSchool({ id: 'J1', classes: 2, pupilsPerClass: 12 })
  service = await startRealService(homeserver, school)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

let pupils = 0
async function pupilLink(): Promise<string> {
  pupils += 1
  const { token } = await service.invite(pupilId('J1', 1, pupils), 'pupil')
  return `${service.url}/join/${token}`
}

let logins = 0
function newLogin(): string {
  logins += 1
  return `join-page-${process.pid}-${logins}`
}

async function fillIn(page: Page, login: string, secret = password): Promise<void> {
  await page.locator('input[name=username]').fill(login)
  await page.locator('input[name=new-password]').fill(secret)
  await page.locator('button[type=submit]').click()
}

describe('a pupil with a link', () => {
  test('gets in with the keyboard alone, and by any client with the password', async () => {
    const { page, context, faults, origins } = await visit(browser)
    await page.goto(await pupilLink())
    await page.getByText('Школа J1').waitFor()
    const login = newLogin()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '')
    await tabUntil(page, async () => (await focused()) === 'username')
    await page.keyboard.press('Control+A')
    await page.keyboard.type(login)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('new-password')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    const title = page.getByRole('heading', { name: 'Вы в школе!' })
    await title.waitFor()
    expect(await title.evaluate((heading) => heading === document.activeElement)).toBe(true)
    expect(await page.getByText(homeserver.url, { exact: true }).count()).toBe(1)
    await page.getByRole('img', { name: homeserver.url }).waitFor()
    expect(await roomsByPassword(homeserver.url, login, password)).toHaveLength(8)
    await expect
      .poll(() => deviceNames(`@${login}:${homeserver.serverName}`), { timeout: 30_000 })
      .toEqual([])
    expect(faults).toEqual([])
    expect([...origins].toSorted()).toEqual([service.url, homeserver.url].toSorted())
    await context.close()
  })

  test('sees what is wrong beside the field, takes a free login, and the link still works', async () => {
    const { page, context } = await visit(browser, { language: 'en' })
    await page.goto(await pupilLink())
    await fillIn(page, 'Маша К')
    const login = page.locator('input[name=username]')
    await page.getByText('Only Latin letters').waitFor()
    expect(await login.getAttribute('aria-invalid')).toBe('true')
    expect(await login.evaluate((field) => field === document.activeElement)).toBe(true)
    await fillIn(page, newLogin(), 'qwerty123456')
    await page.locator('.mantine-PasswordInput-error', { hasText: 'easy to guess' }).waitFor()
    await fillIn(page, homeserver.botLocalpart)
    await page.getByText('The system uses this login').waitFor()
    const taken = newLogin()
    await enterElsewhere(taken)
    await fillIn(page, taken)
    await page.getByText('Somebody has this login already').waitFor()
    await page
      .getByRole('button', { name: /^imya-j-p\d{4}$/ })
      .first()
      .click()
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'You are in!' }).waitFor()
    await context.close()
  })

  test('is offered a password of three words that works', async () => {
    const { page, context } = await visit(browser)
    await page.goto(await pupilLink())
    const login = newLogin()
    await page.locator('input[name=username]').fill(login)
    await page.getByRole('button', { name: 'Предложить пароль' }).click()
    await page.getByText('Надёжный').waitFor()
    const offered = await page.locator('input[name=new-password]').inputValue()
    expect(offered).toMatch(/^[а-я]+-[а-я]+-[а-я]+-\d{4}$/)
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor()
    expect(await roomsByPassword(homeserver.url, login, offered)).toHaveLength(8)
    await context.close()
  })

  test('of somebody else finds out what to do, and nothing is consumed', async () => {
    const { page, context } = await visit(browser)
    const link = await pupilLink()
    await page.goto(link)
    await page.getByRole('button', { name: 'Это не я' }).click()
    await page.getByRole('heading', { name: 'Приглашение не ваше?' }).waitFor()
    await page.getByText('у классного руководителя').waitFor()
    await page.getByRole('button', { name: 'Всё-таки это я' }).click()
    await fillIn(page, newLogin())
    await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor()
    await page.goto(link)
    await page.getByRole('heading', { name: 'Приглашение уже использовано' }).waitFor()
    await context.close()
  })
})

describe('other ways in', () => {
  test('a typed code, also in small letters', async () => {
    const { code } = await service.invite(parentId('J1', 1, 1), 'parent')
    const { page, context } = await visit(browser)
    await page.goto(`${service.url}/join`)
    await page.getByRole('textbox').fill('0000-0000-0000')
    await page.locator('button[type=submit]').click()
    await page.getByText('Такого кода нет').waitFor()
    await page.getByRole('textbox').fill(code.toLowerCase().replaceAll('-', ' '))
    await page.locator('button[type=submit]').click()
    await page.getByText('Класс ребёнка').waitFor()
    await fillIn(page, newLogin())
    await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor()
    await context.close()
  })

  test('an account that exists: it gets the second child’s class, and no session is left behind', async () => {
    const login = newLogin()
    const first = await service.invite(parentId('J1', 1, 2), 'parent')
    await redeem(first.token, login)
    const { token } = await service.invite(parentId('J1', 2, 1), 'parent')
    const { page, context, faults, origins } = await visit(browser)
    await page.goto(`${service.url}/join/${token}`)
    await page.getByRole('button', { name: 'У меня уже есть учётная запись' }).click()
    await page.locator('input[name=username]').fill(login)
    await page.locator('input[name=password]').fill('not the password')
    await page.locator('button[type=submit]').click()
    await page.getByText('Логин или пароль не подходит').waitFor()
    await page.locator('input[name=password]').fill(password)
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor()
    expect(await roomsByPassword(homeserver.url, login, password)).toHaveLength(3 + 3)
    expect(await deviceNames(`@${login}:${homeserver.serverName}`)).toEqual(['Lyceum'])
    expect(faults).toEqual([])
    expect([...origins].toSorted()).toEqual([service.url, homeserver.url].toSorted())
    await context.close()
  })

  test('a link to a new password keeps the login and ends the sessions', async () => {
    const person = teacherId('J1', 1)
    const login = newLogin()
    const first = await service.invite(person, 'teacher')
    await redeem(first.token, login)
    const { token } = await service.invite(person, 'teacher', 'reset')
    const { page, context } = await visit(browser)
    await page.goto(`${service.url}/join/${token}`)
    await page.getByRole('heading', { name: 'Новый пароль', level: 1 }).waitFor()
    expect(await page.locator('input[name=username]').inputValue()).toBe(login)
    expect(await page.locator('input[name=username]').isEditable()).toBe(false)
    await page.locator('input[name=new-password]').fill('another-good-phrase-77')
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'Новый пароль сохранён' }).waitFor()
    await roomsByPassword(homeserver.url, login, 'another-good-phrase-77')
    await expect(roomsByPassword(homeserver.url, login, password)).rejects.toThrow('403')
    await expect
      .poll(() => deviceNames(`@${login}:${homeserver.serverName}`), { timeout: 30_000 })
      .toEqual([])
    await context.close()
  })

  test('without a connection the page says so and goes on by a button', async () => {
    const { page, context } = await visit(browser)
    const link = await pupilLink()
    await page.route('**/api/**', (route) => route.abort())
    await page.goto(link)
    await page.getByRole('heading', { name: 'Нет связи с сервером школы' }).waitFor()
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click()
    await page.getByRole('heading', { name: 'Приглашение в школу' }).waitFor()
    await context.close()
  })
})

describe.each([
  ['ru', 'light'],
  ['ru', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('in %s, %s', (language, scheme) => {
  test('no view has a serious fault of accessibility, nor scrolls sideways at 320 pixels', async () => {
    const { page, context } = await visit(browser, { language, scheme, width: 320 })
    const link = await pupilLink()
    const views: [string, () => Promise<unknown>][] = [
      ['home', () => page.goto(service.url)],
      ['console', () => page.goto(`${service.url}/console`)],
      ['code', () => page.goto(`${service.url}/join`)],
      ['unknown', () => page.goto(`${service.url}/join/${'0'.repeat(26)}`)],
      ['not found', () => page.goto(`${service.url}/nothing`)],
      ['invitation', () => page.goto(link)],
      ['errors', () => fillIn(page, 'МАША', '1234')],
      ['offered', () => page.getByRole('button', { name: /Предложить|Suggest/ }).click()],
      ['not me', () => page.getByRole('button', { name: /Это не я|This is not me/ }).click()],
      ['back', () => page.getByRole('button', { name: /Всё-таки|after all/ }).click()],
      ['sign in', () => page.getByRole('button', { name: /уже есть|already have/ }).click()],
      ['new', () => page.getByRole('button', { name: /У меня нет|do not have/ }).click()],
      ['done', () => fillIn(page, newLogin())],
      ['used', () => page.goto(link)],
    ]
    for (const [name, open] of views) {
      await open()
      await page.locator(name === 'done' ? 'svg[role=img]' : 'h1').waitFor()
      await expectAccessible(page, name)
    }
    await context.close()
  })
})

test.each(['/', '/join', '/join/waiting', '/applications', 'a link'])(
  'the first load of %s is at most 250 kB of compressed scripts, without the Matrix library',
  async (address) => {
    const { page, context } = await visit(browser)
    const scripts: string[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) scripts.push(pathname)
    })
    await page.goto(address === 'a link' ? await pupilLink() : service.url + address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const files = scripts.map((path) => join(widgets, 'dist', path))
    const bytes = files.map((file) => readFileSync(`${file}.gz`).length)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000)
    // The words of its requests stand in it and nowhere else.
    const matrix = files.filter((file) => readFileSync(file, 'utf8').includes('m.login.token'))
    expect(matrix).toEqual([])
    await context.close()
  },
)

test('the log of all this names no token, login or password', async () => {
  const { token, code } = await service.invite(pupilId('J1', 2, 1), 'pupil')
  const login = newLogin()
  await fetch(`${service.url}/join/${token}?x=${token}`)
  await fetch(`${service.url}/api/v1/invitations/${code}`)
  await redeem(token, login)
  const log = service.logLines.join('\n')
  expect(log).toContain('/api/v1/invitations/:token/redeem')
  for (const secret of [token, code, code.replaceAll('-', ''), password, login, 'Фамилия']) {
    expect(log).not.toContain(secret)
  }
})

async function tabUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 15; n++) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}

async function redeem(token: string, login: string): Promise<void> {
  const response = await fetch(`${service.url}/api/v1/invitations/${token}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (response.status !== 201) throw new Error(`redeem: ${response.status}`)
}

/** Somebody in the school with this login and the password. */
async function enterElsewhere(login: string): Promise<void> {
  pupils += 1
  const { token } = await service.invite(pupilId('J1', 1, pupils), 'pupil')
  await redeem(token, login)
}

async function deviceNames(user: string): Promise<readonly string[]> {
  const path = `/_synapse/admin/v2/users/${encodeURIComponent(user)}/devices`
  const response = await fetch(homeserver.url + path, {
    headers: { authorization: `Bearer ${homeserver.asToken}` },
  })
  const { devices } = (await response.json()) as { devices: { display_name: string }[] }
  return devices.map(({ display_name: name }) => name)
}
