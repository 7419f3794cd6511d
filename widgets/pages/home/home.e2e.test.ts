import { startTestGateway, type TestGateway } from '@lyceum/appservice/testing/phone-gateway.ts'
import { classId, userId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roomsByPassword, visit } from '../../testing/join-site.ts'
import {
  applyByHttp,
  fillInApplicant,
  password,
  sessionOf,
  signInAtHome,
  startLettingInSite,
  type LettingInSite,
} from '../../testing/letting-in-site.ts'

const id = 'HO'
type In = Awaited<ReturnType<LettingInSite['bringIn']>>
let lettingIn: LettingInSite
let gateway: TestGateway
let teacher: In
let other: In
let pupil: In

beforeAll(async () => {
  gateway = await startTestGateway()
  lettingIn = await startLettingInSite(id, [
    `phone: { gateway: { url: '${gateway.url}', body: 'to={number}&text={text}' }, roles: [parent] }`,
  ])
  teacher = await lettingIn.bringIn(teacherId(id, 1))
  other = await lettingIn.bringIn(teacherId(id, 2))
  pupil = await lettingIn.bringIn(pupilId(id, 1, 1))
})
afterAll(async () => {
  await lettingIn?.stop()
  await gateway?.stop()
})

let deputy: Promise<In> | undefined
function deputyOf(): Promise<In> {
  deputy ??= lettingIn.bringIn(lettingIn.administrator)
  return deputy
}

const nameOf = (person: string) => {
  const found = lettingIn.school.people.find((one) => one.id === person)
  return `${found?.familyName} ${found?.givenName}`
}

describe('at home', () => {
  test('a pupil finds a teacher by the surname and opens the direct room, by the keyboard alone', async () => {
    const { page, context, faults } = await visit(lettingIn.browser, { width: 350 })
    await signInAtHome(page, lettingIn.url, pupil.login)
    await page.getByRole('heading', { name: 'Класс 1А' }).waitFor()
    await page.getByText('Общий - 1А').waitFor()
    const before = await pupil.client.joinedRooms()
    await page.getByRole('searchbox', { name: 'Фамилия или имя' }).focus()
    await page.keyboard.type(nameOf(teacherId(id, 1)).toLowerCase())
    const write = page.getByRole('button', { name: `Написать: ${nameOf(teacherId(id, 1))}` })
    await write.waitFor()
    await page.getByText('Найдено: 1').waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await write.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('Чат открыт: он уже в вашем приложении.').waitFor()
    const made = (await pupil.client.joinedRooms()).filter((room) => !before.includes(room))
    expect(made).toHaveLength(1)
    expect(await teacher.client.joinedRooms()).toContain(made[0])
    expect(faults).toEqual([])
    await context.close()
  })

  test('an open chat is joined and left by choice', async () => {
    const session = await sessionOf(lettingIn, teacher.client)
    const chat = await fetch(`${lettingIn.url}/api/v1/chats`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        class: `${id}-C1`,
        name: 'Шахматы',
        members: ['teacher'],
        open_to: ['pupil'],
      }),
    })
    expect(chat.status).toBe(201)
    const { room_id: room } = ((await chat.json()) as { chat: { room_id: string } }).chat
    const { page, context } = await visit(lettingIn.browser)
    await signInAtHome(page, lettingIn.url, pupil.login)
    await page.getByRole('button', { name: 'Вступить в чат Шахматы' }).click()
    await page.getByRole('button', { name: 'Выйти из чата Шахматы' }).waitFor()
    expect(await pupil.client.joinedRooms()).toContain(room)
    await page.getByRole('button', { name: 'Выйти из чата Шахматы' }).click()
    await page.getByRole('button', { name: 'Вступить в чат Шахматы' }).waitFor()
    await expect.poll(() => pupil.client.joinedRooms()).not.toContain(room)
    await context.close()
  })

  test('the browser stays signed in until one signs out, and then the session has ended on the server too', async () => {
    const { page, context } = await visit(lettingIn.browser)
    await signInAtHome(page, lettingIn.url, pupil.login)
    await page.reload()
    await page.getByRole('heading', { name: nameOf(pupilId(id, 1, 1)) }).waitFor()
    const kept = await page.evaluate(() => localStorage.getItem('lyceum.session') ?? '{}')
    const { session, expires_at: until } = JSON.parse(kept) as Record<string, string>
    const days = (Date.parse(until ?? '') - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)
    await page.getByRole('button', { name: 'Это не я' }).click()
    await page.locator('input[name=password]').waitFor()
    expect(await page.evaluate(() => localStorage.getItem('lyceum.session'))).toBeNull()
    const ask = () =>
      fetch(`${lettingIn.url}/api/v1/me`, { headers: { authorization: `Bearer ${session}` } })
    await expect.poll(async () => (await ask()).status).toBe(401)
    await context.close()
  })

  test('a parent sees the child, and can say that a pupil who applies is not theirs, after being asked once more', async () => {
    const [family = '', given = ''] = nameOf(pupilId(id, 1, 2)).split(' ')
    const { login } = await lettingIn.bringIn(parentId(id, 1, 2))
    const link = await lettingIn.sharedLink('pupil', classId(`${id}-C1`))
    const waiting = await applyByHttp(link, { login: 'not-the-child', name: { family, given } })
    await lettingIn.accept('not-the-child')
    const { page, context } = await visit(lettingIn.browser, { width: 350 })
    await signInAtHome(page, lettingIn.url, login)
    await page.getByRole('heading', { name: 'Мои дети' }).waitFor()
    await page.getByText('Ещё не вошёл').first().waitFor()
    await page.getByRole('button', { name: 'Это не мой ребёнок' }).click()
    await page.getByText('Об этом сразу узнают классный руководитель').waitFor()
    await page.getByRole('button', { name: 'Да, сообщить' }).click()
    await page.getByText('Школе сообщили.').waitFor()
    const state = await fetch(`${lettingIn.url}/api/v1/waiting`, {
      headers: { authorization: `Bearer ${waiting}` },
    })
    expect(await state.json()).toMatchObject({ state: 'confirming', waits_for: 'class-teacher' })
    await context.close()
  })

  test('a teacher asks for one more class, its class teacher accepts among the chosen, and the chats are there', async () => {
    const { page, context } = await visit(lettingIn.browser)
    await signInAtHome(page, lettingIn.url, teacher.login)
    await page.getByRole('combobox', { name: 'Класс' }).selectOption({ label: '3А' })
    await page.getByRole('button', { name: 'Отправить заявку' }).click()
    await page.getByText('Отправлено.').waitFor()
    await page.getByText('Вы проситесь в класс 3А').waitFor()
    const deputy = await deputyOf()
    const desk = await visit(lettingIn.browser)
    await signInAtHome(desk.page, lettingIn.url, deputy.login)
    await desk.page.getByRole('heading', { name: 'Другие классы' }).waitFor()
    expect(await desk.page.getByRole('heading', { name: lettingIn.school.info.name }).count()).toBe(
      1,
    )
    await desk.page.getByRole('link', { name: 'Посмотреть' }).first().click()
    const name = nameOf(teacherId(id, 1))
    await desk.page.getByRole('checkbox', { name: `Выбрать: ${name}` }).check()
    const accept = desk.page.getByRole('button', { name: 'Принять выбранные' })
    expect(
      await accept.evaluate((button) => getComputedStyle(button.closest('.card')!).position),
    ).toBe('sticky')
    await accept.click()
    await desk.page.getByRole('button', { name: 'Да, принять' }).click()
    await desk.page.getByText('Готово: 1 из 1.').waitFor()
    await desk.page.getByRole('link', { name: 'Главная страница' }).click()
    await desk.page.getByRole('heading', { name: 'Сегодня' }).waitFor()
    await desk.context.close()
    const room = await lettingIn.site.roomOf(lettingIn.school.info.id, 'C3/class-chat')
    await expect.poll(() => teacher.client.joinedRooms(), { timeout: 30_000 }).toContain(room)
    await page.reload()
    await page.getByText('Общий - 3А').waitFor()
    await context.close()
  })

  test('who applied can take back the consent', async () => {
    const link = await lettingIn.sharedLink('teacher', classId(`${id}-C2`))
    await applyByHttp(link, { login: 'consenting', name: { family: 'Зорина', given: 'Ева' } })
    await lettingIn.accept('consenting')
    const { page, context } = await visit(lettingIn.browser)
    await signInAtHome(page, lettingIn.url, 'consenting')
    await page.getByText('Редакция 2026-09').waitFor()
    await page.getByRole('button', { name: 'Отозвать', exact: true }).click()
    await page.getByRole('button', { name: 'Да, отозвать' }).click()
    await page.getByText(/^Отозвано /).waitFor()
    await context.close()
  })

  test('without a connection each part says so and goes on by a button', async () => {
    const { page, context } = await visit(lettingIn.browser)
    await signInAtHome(page, lettingIn.url, other.login)
    await page.route('**/api/v1/me/chats', (route) => route.abort())
    await page.reload()
    await page.getByText('Нет связи с сервером школы. Попробуйте ещё раз.').waitFor()
    await page.unroute('**/api/v1/me/chats')
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click()
    await page.getByText('Общий - 2А').waitFor()
    await context.close()
  })
})

test('what an applicant writes is shown as it is written, and runs nowhere', async () => {
  const evil = '<img src=x onerror="alert(1)"><script>alert(1)</script>'
  const link = await lettingIn.sharedLink('teacher', classId(`${id}-C1`))
  const answer = await fetch(`${link.replace('/join/', '/api/v1/invitations/')}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      login: 'evil-words',
      password,
      name: { family: 'Юдина', given: 'Яна' },
      subjects: [evil, 'javascript:alert(1)'],
      consent: '2026-09',
    }),
  })
  expect(answer.status).toBe(201)
  const { waiting } = (await answer.json()) as { waiting: string }
  const { page, context, faults } = await visit(lettingIn.browser)
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    void dialog.dismiss()
  })
  const { login } = await deputyOf()
  await signInAtHome(page, lettingIn.url, login)
  await page.goto(`${lettingIn.url}/applications`)
  await page.getByText(evil).waitFor()
  await lettingIn.decline('evil-words', evil)
  await page.evaluate(
    (kept) => localStorage.setItem('lyceum.waiting', kept),
    JSON.stringify([waiting]),
  )
  await page.goto(`${lettingIn.url}/join/waiting`)
  await page.getByText(evil).waitFor()
  expect(dialogs).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

describe('by phone', () => {
  test('a parent proves a number before applying, after a wrong number and a wrong code', async () => {
    const { page, context } = await visit(lettingIn.browser, { width: 350 })
    await page.goto(await lettingIn.sharedLink('parent', classId(`${id}-C1`)))
    await fillInApplicant(page, { family: 'Котова', given: 'Лидия', login: 'phone-parent' })
    await page.locator('input[name=child-name]').fill('Котов Иван')
    await page.locator('input[name=tel]').fill('12')
    await page.getByRole('button', { name: 'Получить код' }).click()
    await page.getByText('Не похоже на номер телефона').waitFor()
    await page.locator('input[name=tel]').fill('+7 900 000-00-01')
    await page.getByRole('button', { name: 'Получить код' }).click()
    await page.locator('input[name=one-time-code]').waitFor()
    expect(await page.getByRole('button', { name: 'Отправить код ещё раз' }).isDisabled()).toBe(
      true,
    )
    await page.getByText(/Ещё один код можно отправить через/).waitFor()
    await page.getByRole('button', { name: 'Изменить номер' }).click()
    await page.locator('input[name=tel]').fill('8 900 000 00 02')
    await page.getByRole('button', { name: 'Получить код' }).click()
    await expect.poll(() => gateway.last().to).toBe('+79000000002')
    const { code } = gateway.last()
    await page.locator('input[name=one-time-code]').fill(code === '000000' ? '1' : '000000')
    await page.locator('button[type=submit]').click()
    await page.getByText('Код не подходит').waitFor()
    await page.locator('input[name=one-time-code]').fill(code)
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'Заявка отправлена' }).waitFor()
    await context.close()
  })

  test('a used slip and the own number give a new password', async () => {
    const slip = await lettingIn.slip(parentId(id, 2, 1), 'parent')
    const joined = await visit(lettingIn.browser)
    await joined.page.goto(slip)
    await joined.page.locator('input[name=username]').fill('forgetful-parent')
    await joined.page.locator('input[name=new-password]').fill(password)
    await joined.page.locator('input[name=tel]').fill('+7 900 000-00-03')
    await joined.page.getByRole('button', { name: 'Получить код' }).click()
    await expect.poll(() => gateway.last().to).toBe('+79000000003')
    await joined.page.locator('input[name=one-time-code]').fill(gateway.last().code)
    await joined.page.locator('button[type=submit]').click()
    await joined.page.getByRole('heading', { name: 'Вы в школе!' }).waitFor()
    await joined.context.close()

    const { page, context } = await visit(lettingIn.browser, { width: 350 })
    await page.goto(slip)
    await page.getByRole('heading', { name: 'Приглашение уже использовано' }).waitFor()
    await page.getByText('у классного руководителя').waitFor()
    await page.getByRole('button', { name: 'Новый пароль по телефону' }).click()
    // One number is sent a code once a minute: here comes another one of the same person.
    const own = userId(`@forgetful-parent:${lettingIn.site.serverName}`)
    await lettingIn.site.service.store.phones.prove(own, '+79000000004', new Date().toISOString())
    await page.locator('input[name=tel]').fill('+7 900 000-00-04')
    await page.getByRole('button', { name: 'Получить код' }).click()
    await expect.poll(() => gateway.last().to).toBe('+79000000004')
    await page.locator('input[name=one-time-code]').fill(gateway.last().code)
    await page.getByRole('button', { name: 'Задать новый пароль' }).click()
    await page.getByRole('heading', { name: 'Новый пароль', level: 1 }).waitFor()
    await page.locator('input[name=new-password]').fill('another-good-phrase-77')
    await page.locator('button[type=submit]').click()
    await page.getByRole('heading', { name: 'Новый пароль сохранён' }).waitFor()
    await roomsByPassword(
      lettingIn.site.homeserverUrl,
      'forgetful-parent',
      'another-good-phrase-77',
    )
    await context.close()
  })
})
