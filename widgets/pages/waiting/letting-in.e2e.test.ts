import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startPlainClient } from '@lyceum/appservice/testing/plain-client.ts'
import { classId, personId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roomsByPassword, visit } from '../../testing/join-site.ts'
import {
  applyByHttp,
  fillInApplicant,
  password,
  signInAtHome,
  startLettingInSite,
  type LettingInSite,
} from '../../testing/letting-in-site.ts'

const id = 'LI'
const lyceum = join(import.meta.dirname, '../../../provisioning-cli/bin/lyceum.js')
let lettingIn: LettingInSite
let deputy: Awaited<ReturnType<LettingInSite['bringIn']>>

beforeAll(async () => {
  lettingIn = await startLettingInSite(id)
  deputy = await lettingIn.bringIn(personId(`${id}-A1`))
})
afterAll(async () => {
  await lettingIn?.stop()
})

describe('a teacher with a link that many use', () => {
  test('names two subjects and two classes by the keyboard alone, is accepted by ✅ from a plain client, and is in without reloading', async () => {
    const plain = await startPlainClient(lettingIn.site.homeserverUrl, deputy.client)
    const { page, context, faults, origins } = await visit(lettingIn.browser)
    await page.goto(await lettingIn.sharedLink('teacher', classId(`${id}-C1`)))
    for (const fact of [`Школа ${id}`, '1А', 'Учитель'])
      await page.getByText(fact).first().waitFor()
    const login = 'applicant-by-tick'
    await tabTo(page, 'input[name=family-name]')
    await page.keyboard.type('Астахова')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Вера')
    await tabTo(page, 'input[data-field=subjects]')
    await page.keyboard.type('Физика')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Астрономия')
    await page.keyboard.press('Enter')
    await tabTo(page, 'input[type=checkbox]')
    await page.keyboard.press('Space')
    await tabTo(page, 'input[name=username]')
    await page.keyboard.type(login)
    await tabTo(page, 'input[name=new-password]')
    await page.keyboard.type(password)
    await tabTo(page, 'input[name=consent]')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    const sent = page.getByRole('heading', { name: 'Заявка отправлена' })
    await sent.waitFor()
    expect(await sent.evaluate((heading) => heading === document.activeElement)).toBe(true)
    expect(new URL(page.url()).pathname).toBe('/join/waiting')
    await mark(page)

    const room = await lettingIn.site.roomOf(lettingIn.school.info.id, 'administration')
    const notice = await plain.message(room, lettingIn.site.bot, 'Астахова Вера')
    await plain.react(room, notice, '✅')
    await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor({ timeout: 60_000 })
    plain.stop()
    expect(await isMarked(page)).toBe(true)
    const rooms = await roomsByPassword(lettingIn.site.homeserverUrl, login, password)
    for (const ending of ['C1/class-chat', 'C2/class-chat', '/staff']) {
      expect(rooms).toContain(await lettingIn.site.roomOf(lettingIn.school.info.id, ending))
    }
    const school = await lettingIn.site.service.store.schools.load(lettingIn.school.info.id)
    const person = school?.people.find(({ familyName }) => familyName === 'Астахова')
    const places = school?.places.filter((one) => one.person === person?.id)
    expect(places?.map((one) => [one.class, one.role, one.subjects])).toEqual([
      [`${id}-C1`, 'teacher', ['Физика', 'Астрономия']],
      [`${id}-C2`, 'teacher', ['Физика', 'Астрономия']],
    ])
    expect(faults).toEqual([])
    expect([...origins].toSorted()).toEqual(
      [lettingIn.url, lettingIn.site.homeserverUrl].toSorted(),
    )
    await context.close()
  })

  test('is accepted by the command line while the page waits', async () => {
    const { page, context } = await visit(lettingIn.browser, { language: 'en' })
    const login = 'applicant-by-command'
    await applyAsTeacher(page, { family: 'Белова', given: 'Нина', login })
    await page.getByRole('heading', { name: 'Your application is sent' }).waitFor()
    await mark(page)
    const config = join(lettingIn.site.service.folder, 'config.yaml')
    const run = (...args: readonly string[]) =>
      execFileSync(process.execPath, [lyceum, ...args, '--config', config, '--json'], {
        encoding: 'utf8',
      })
    const { applications } = JSON.parse(run('applications', 'list')) as {
      applications: { id: string; state: string; full_name: string }[]
    }
    const waiting = applications.find((one) => one.full_name.includes('Белова'))
    expect(waiting?.state).toBe('waiting')
    run('applications', 'accept', waiting?.id ?? '')
    await page.getByRole('heading', { name: 'You are in!' }).waitFor({ timeout: 60_000 })
    expect(await isMarked(page)).toBe(true)
    const rooms = await roomsByPassword(lettingIn.site.homeserverUrl, login, password)
    expect(rooms.length).toBeGreaterThan(3)
    await context.close()
  })

  test('is declined on the page of applications, and reads the reason', async () => {
    const { page, context } = await visit(lettingIn.browser)
    await applyAsTeacher(page, { family: 'Ветрова', given: 'Ольга', login: 'applicant-declined' })
    await page.getByRole('heading', { name: 'Заявка отправлена' }).waitFor()
    await mark(page)
    const desk = await visit(lettingIn.browser)
    await signInAtHome(desk.page, lettingIn.url, deputy.login)
    await desk.page.getByText('Заявки, которые ждут решения: 1').waitFor()
    await desk.page.getByRole('link', { name: 'Посмотреть' }).click()
    await desk.page.getByRole('button', { name: 'Отклонить: Ветрова Ольга' }).click()
    await desk.page.keyboard.type('Такой вакансии у нас нет.')
    await desk.page.getByRole('button', { name: 'Отклонить', exact: true }).click()
    await desk.page.getByText('Ветрова Ольга: отклонено.').waitFor()
    await desk.context.close()
    await page.getByRole('heading', { name: 'Заявку отклонили' }).waitFor({ timeout: 60_000 })
    await page.getByText('Такой вакансии у нас нет.').waitFor()
    expect(await isMarked(page)).toBe(true)
    await expect(
      roomsByPassword(lettingIn.site.homeserverUrl, 'applicant-declined', password),
    ).rejects.toThrow('403')
    await page.reload()
    await page.getByText('Такой вакансии у нас нет.').waitFor()
    await context.close()
  })

  test('takes the application back, after being asked once more', async () => {
    const { page, context } = await visit(lettingIn.browser)
    await applyAsTeacher(page, { family: 'Громова', given: 'Инна', login: 'applicant-withdrawn' })
    await page.getByRole('button', { name: 'Отозвать заявку' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Вы отозвали заявку' }).waitFor()
    await page.getByRole('button', { name: 'Убрать с этого устройства' }).click()
    await page.getByRole('heading', { name: 'На этом устройстве заявок нет' }).waitFor()
    await context.close()
  })
})

test('who closed the page signs in on another device and has it back, and nothing else', async () => {
  const link = await lettingIn.sharedLink('teacher', classId(`${id}-C2`))
  const login = 'applicant-elsewhere'
  await applyByHttp(link, { login, name: { family: 'Жукова', given: 'Рита' } })
  const { page, context } = await visit(lettingIn.browser)
  await page.goto(lettingIn.url)
  await signInHere(page, login)
  await page.getByRole('heading', { name: 'Заявка отправлена' }).waitFor()
  await page.getByText('Жукова Рита').waitFor()
  expect(await page.evaluate(() => localStorage.getItem('lyceum.session'))).toBeNull()
  await context.close()
})

describe('an account that exists', () => {
  test('applies under its own name, can say that this is somebody else, and keeps working meanwhile', async () => {
    const { login } = await lettingIn.bringIn(teacherId(id, 3))
    const { page, context } = await visit(lettingIn.browser)
    await page.goto(await lettingIn.sharedLink('teacher', classId(`${id}-C2`)))
    await page.getByRole('button', { name: 'У меня уже есть учётная запись' }).click()
    await signInHere(page, login)
    await page.getByText('Вы вошли как').waitFor()
    await page.locator('form').getByRole('button', { name: 'Это не я' }).click()
    await signInHere(page, login)
    expect(await page.locator('input[name=family-name]').count()).toBe(0)
    await page.locator('input[name=consent]').check()
    await page.getByRole('button', { name: 'Вступить в организацию' }).click()
    await page.getByRole('heading', { name: 'Заявка отправлена' }).waitFor()
    const rooms = await roomsByPassword(lettingIn.site.homeserverUrl, login, password)
    expect(rooms.length).toBeGreaterThan(3)
    await context.close()
  })

  test('of a pupil is told in words that a parent’s slip is not its own, and the slip stays open', async () => {
    const { login } = await lettingIn.bringIn(pupilId(id, 3, 1))
    const { page, context } = await visit(lettingIn.browser)
    const slip = await lettingIn.slip(parentId(id, 3, 1), 'parent')
    await page.goto(slip)
    await page.getByRole('button', { name: 'У меня уже есть учётная запись' }).click()
    await signInHere(page, login)
    await page.getByRole('alert').getByText('Вы вошли как ученик').waitFor()
    await page.goto(slip)
    await page.getByRole('heading', { name: 'Приглашение в школу' }).waitFor()
    await page.goto(await lettingIn.sharedLink('parent', classId(`${id}-C3`)))
    await page.getByRole('button', { name: 'У меня уже есть учётная запись' }).click()
    await signInHere(page, login)
    await page.getByText('Вы вошли как').waitFor()
    await page.locator('input[name=child-name]').fill('Я сам')
    await page.locator('input[name=consent]').check()
    await page.getByRole('button', { name: 'Вступить в организацию' }).click()
    await page.getByRole('alert').getByText('Вы вошли как ученик').waitFor()
    await context.close()
  })
})

test('a pupil waits, the class teacher accepts, a parent confirms on the home page by the keyboard, and the pupil is in', async () => {
  const child = lettingIn.school.people.find(({ id: person }) => person === pupilId(id, 1, 2))
  const { login: parent } = await lettingIn.bringIn(parentId(id, 1, 2))
  const { login: teacher } = await lettingIn.bringIn(teacherId(id, 1))
  const { page, context } = await visit(lettingIn.browser, { width: 350 })
  const login = 'applicant-pupil'
  await page.goto(await lettingIn.sharedLink('pupil', classId(`${id}-C1`)))
  await fillInApplicant(page, {
    family: child?.familyName ?? '',
    given: child?.givenName ?? '',
    login,
  })
  await page.getByRole('button', { name: 'Вступить в организацию' }).click()
  await page.getByText('её рассмотрит классный руководитель').waitFor()
  await mark(page)

  const desk = await visit(lettingIn.browser)
  await signInAtHome(desk.page, lettingIn.url, teacher)
  await desk.page.getByRole('link', { name: 'Посмотреть' }).click()
  await desk.page.getByRole('radio', { name: /^Да: / }).waitFor()
  await desk.page.getByRole('button', { name: /^Принять: / }).click()
  await desk.page.getByText(/: принято\.$/).waitFor()
  await desk.page.getByText('Сначала спрашивают родителя.').waitFor()
  await desk.context.close()

  await page.getByRole('heading', { name: 'Осталось подтверждение' }).waitFor({ timeout: 60_000 })
  await page.getByText('подтвердит кто-то из ваших родителей').waitFor()

  const phone = await visit(lettingIn.browser, { width: 350 })
  await signInAtHome(phone.page, lettingIn.url, parent)
  const yes = phone.page.getByRole('button', { name: /^Да, это мой ребёнок/ })
  await yes.focus()
  await phone.page.keyboard.press('Enter')
  await phone.page.getByText(/: подтверждено, вход открыт\.$/).waitFor()
  await phone.page.getByText('Вашего ответа ничего не ждёт.').waitFor()
  await phone.context.close()

  await page.getByRole('heading', { name: 'Вы в школе!' }).waitFor({ timeout: 60_000 })
  expect(await isMarked(page)).toBe(true)
  const rooms = await roomsByPassword(lettingIn.site.homeserverUrl, login, password)
  expect(rooms.length).toBeGreaterThan(3)
  const bound = await lettingIn.site.service.store.accounts.ofPerson(pupilId(id, 1, 2))
  expect(bound?.userId).toBe(`@${login}:${lettingIn.site.serverName}`)
  await context.close()
})

async function applyAsTeacher(page: Page, applicant: Parameters<typeof fillInApplicant>[1]) {
  await page.goto(await lettingIn.sharedLink('teacher', classId(`${id}-C2`)))
  await page.locator('input[name=family-name]').waitFor()
  await fillInApplicant(page, applicant)
  await page.locator('button[type=submit]').click()
}

async function signInHere(page: Page, login: string): Promise<void> {
  await page.locator('input[name=username]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
}

async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => 'isTheSamePage' in window)
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 40; n++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not get to ${selector}`)
}
