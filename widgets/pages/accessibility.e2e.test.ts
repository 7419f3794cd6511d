/** Every page of letting in and of home in each of its states: languages, themes, a narrow phone and a desk. */
import { startTestGateway, type TestGateway } from '@lyceum/appservice/testing/phone-gateway.ts'
import { classId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../testing/accessibility.ts'
import { visit } from '../testing/join-site.ts'
import {
  applyByHttp,
  fillInApplicant,
  password,
  signInAtHome,
  startLettingInSite,
  type LettingInSite,
} from '../testing/letting-in-site.ts'

const id = 'AX'
type In = Awaited<ReturnType<LettingInSite['bringIn']>>
let lettingIn: LettingInSite
let gateway: TestGateway
let teacher: In
let parent: In
/** Tokens of waiting pages, by what became of the application. */
const waiting: Record<string, string> = {}

beforeAll(async () => {
  gateway = await startTestGateway()
  lettingIn = await startLettingInSite(id, [
    `phone: { gateway: { url: '${gateway.url}', body: '{number}' }, roles: [parent, administrator] }`,
  ])
  teacher = await lettingIn.bringIn(teacherId(id, 1))
  parent = await lettingIn.bringIn(parentId(id, 1, 1))
  await lettingIn.bringIn(pupilId(id, 1, 3))
  const teachers = await lettingIn.sharedLink('teacher', classId(`${id}-C2`))
  const pupils = await lettingIn.sharedLink('pupil', classId(`${id}-C1`))
  const apply = (login: string, link: string, family: string) =>
    applyByHttp(link, { login, name: { family, given: 'Алина' } })
  waiting['waiting'] = await apply('ax-waiting', teachers, 'Белова')
  waiting['declined'] = await apply('ax-declined', teachers, 'Ветрова')
  await lettingIn.decline('ax-declined', 'Обратитесь к завучу, кабинет 12.')
  waiting['accepted'] = await apply('ax-accepted', teachers, 'Громова')
  await lettingIn.accept('ax-accepted')
  const child = lettingIn.school.people.find(({ id: person }) => person === pupilId(id, 1, 1))
  const { familyName: family = '', givenName: given = '' } = child ?? {}
  waiting['confirming'] = await applyByHttp(pupils, { login: 'ax-child', name: { family, given } })
  await lettingIn.accept('ax-child')
  await apply('ax-pupil', pupils, 'Дунина')
})
afterAll(async () => {
  await lettingIn?.stop()
  await gateway?.stop()
})

describe.each([
  ['ru', 'light'],
  ['ru', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('in %s, %s, no state has a serious fault nor scrolls sideways:', (language, scheme) => {
  const open = () => visit(lettingIn.browser, { language, scheme, width: 320 })

  test('applying', async () => {
    const { page, context, faults } = await open()
    await page.goto(await lettingIn.sharedLink('teacher', classId(`${id}-C1`)))
    await page.locator('input[name=family-name]').waitFor()
    await expectAtBothWidths(page, 'apply')
    await page.locator('button[type=submit]').click()
    await expectAtBothWidths(page, 'apply, nothing filled in')
    await page.locator('input[data-field=subjects]').fill('Физика')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: '2А' }).focus()
    await page.keyboard.press('Space')
    await expectAtBothWidths(page, 'apply, filled in')
    await page.getByRole('button', { name: /уже есть|already have/ }).click()
    await page.locator('input[name=username]').fill(teacher.login)
    await page.locator('input[name=password]').fill(password)
    await page.locator('button[type=submit]').click()
    await page.getByText(/Вы вошли как|signed in as/).waitFor()
    await expectAtBothWidths(page, 'apply, signed in')
    await page.goto(await lettingIn.sharedLink('parent'))
    await fillInApplicant(page, {
      family: 'Котова',
      given: 'Ира',
      login: `ax-${language}${scheme}`,
    })
    await page
      .locator('input[name=tel]')
      .fill(`+7 900 000-0${language === 'ru' ? 1 : 2}-0${scheme.length}`)
    await page.getByRole('button', { name: /Получить код|Get a code/ }).click()
    await page.locator('input[name=one-time-code]').waitFor()
    await page.locator('button[type=submit]').click()
    await expectAtBothWidths(page, 'apply as a parent, with a phone')
    expect(faults).toEqual([])
    await context.close()
  })

  test('waiting', async () => {
    const { page, context, faults } = await open()
    await page.goto(`${lettingIn.url}/join/waiting`)
    await page.locator('h1').waitFor()
    await expectAtBothWidths(page, 'no application')
    for (const [state, token] of Object.entries(waiting)) {
      await page.evaluate(
        (kept) => localStorage.setItem('lyceum.waiting', kept),
        JSON.stringify([token]),
      )
      await page.reload()
      await page.locator('h1').waitFor()
      await expectAtBothWidths(page, state)
    }
    await page.evaluate(
      (kept) => localStorage.setItem('lyceum.waiting', kept),
      JSON.stringify([waiting['waiting'], waiting['declined'], 'x'.repeat(43)]),
    )
    await page.reload()
    await page.getByRole('button', { name: /Отозвать|Withdraw/ }).click()
    await page.getByText(/больше не хранится|no longer kept/).waitFor()
    await expectAtBothWidths(page, 'three at once, one being withdrawn')
    expect(faults).toEqual([])
    await context.close()
  })

  test('at home', async () => {
    const { page, context, faults } = await open()
    await page.goto(lettingIn.url)
    await page
      .getByRole('button', { name: /Новый пароль по телефону|New password by phone/ })
      .click()
    await expectAtBothWidths(page, 'signed out, forgotten')
    await page.locator('input[name=username]').fill(teacher.login)
    await page.locator('input[name=password]').fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await expectAtBothWidths(page, 'wrong password')
    await signInAtHome(page, lettingIn.url, teacher.login)
    await page.getByRole('searchbox').fill('пет')
    await expectAtBothWidths(page, 'home of a teacher, searching')
    await page.goto(`${lettingIn.url}/applications`)
    await page.getByRole('checkbox').first().check()
    await page
      .getByRole('button', { name: /^(Отклонить|Decline): / })
      .first()
      .click()
    await page.getByText(/Сначала спрашивают родителя|A parent is asked first/).waitFor()
    await expectAtBothWidths(page, 'applications')
    await page.goto(lettingIn.url)
    await page
      .getByRole('button', { name: /^(Выйти|Sign out)$/ })
      .first()
      .click()
    await signInAtHome(page, lettingIn.url, parent.login)
    await page.getByRole('button', { name: /Это не мой ребёнок|not my child/ }).click()
    await expectAtBothWidths(page, 'home of a parent, being asked once more')
    await page.goto(`${lettingIn.url}/applications`)
    await page.getByText(/По заявкам решают|are decided by/).waitFor()
    await expectAtBothWidths(page, 'applications, not one’s own')
    expect(faults).toEqual([])
    await context.close()
  })
})

async function expectAtBothWidths(page: Page, view: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.setViewportSize({ width: 1280, height: 900 })
  await expectAccessible(page, `${view}, desk`)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectAccessible(page, `${view}, phone`)
}
