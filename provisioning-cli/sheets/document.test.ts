import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countPages, renderSheet } from './document.ts'
import { openReader, type SheetReader } from './testing/reader.ts'
import { longest, sheet, slip, token } from './testing/slips.ts'
import { paperTexts } from './texts.ts'

let reader: SheetReader

beforeAll(async () => {
  reader = await openReader()
})

afterAll(() => reader.close())

const parent = slip({
  role: 'parent',
  name: 'Иванова Ольга Петровна',
  children: ['Иванова Мария'],
})

test('a pupil’s slip says in Russian who, where, until when and what to beware of', async () => {
  const [page] = await reader.read(await renderSheet(sheet([slip()])))
  for (const words of [
    'Иванова Мария Сергеевна',
    'Лицей № 1',
    'Ученик',
    '5А',
    'K7MP-2Q4R-9XWE',
    'lyceum.school17.example/join',
    'matrix.school17.example',
    'Действует до 08.12.2026, 12:53',
    'Проверьте, что школа и класс указаны верно.',
    'Никому не отдавайте этот листок',
    'Мой логин',
  ]) {
    expect(page?.text).toContain(words)
  }
})

test('the same slip in English', async () => {
  const heading = { language: 'en', timeZone: 'Europe/London' } as const
  const [page] = await reader.read(await renderSheet(sheet([slip({ name: 'Mary' })], heading)))
  for (const words of ['Pupil', 'Valid until 8 Dec 2026, 09:53', 'the right school and class']) {
    expect(page?.text).toContain(words)
  }
})

test('a parent’s page has both steps in order, the homeserver and the child', async () => {
  const [page] = await reader.read(await renderSheet(sheet([parent])))
  const text = page?.text ?? ''
  expect(text).toContain('Иванова Мария')
  const marks = ['1 Наведите камеру', 'K7MP-2Q4R-9XWE', '2 Откройте приложение', 'matrix.school17']
  const positions = marks.map((mark) => text.indexOf(mark))
  expect(positions).not.toContain(-1)
  expect(positions).toEqual(positions.toSorted((left, right) => left - right))
})

test('the code of the page is the link in upper case, without a name', async () => {
  const [page] = await reader.read(await renderSheet(sheet([slip()])))
  expect(page?.codes).toEqual([`HTTPS://LYCEUM.SCHOOL17.EXAMPLE/JOIN/${token}`])
})

test('slips go four to a page and parents one, pupils first', async () => {
  const slips = [parent, ...Array.from({ length: 5 }, () => slip()), parent]
  const pages = await reader.read(await renderSheet(sheet(slips)))
  expect(pages.map(({ codes }) => codes.length)).toEqual([4, 1, 1, 1])
  expect(pages.map(({ text }) => text.includes('Родитель'))).toEqual([false, false, true, true])
  expect(countPages({ slips })).toBe(4)
})

describe('the longest names', () => {
  const { name, school, classes, children, address } = longest

  test.each(['ru', 'en'] as const)('fit and stay readable (%s)', async (language) => {
    const long = { name, school, classes, children }
    const roles = ['pupil', 'teacher', 'administrator', 'parent'] as const
    const slips = roles.map((role) => slip({ role, ...long }))
    const heading = { language, joinAddress: address, homeserver: address }
    const pages = await reader.read(await renderSheet(sheet(slips, heading)))
    expect(pages.map(({ codes }) => codes.length)).toEqual([3, 1])
    for (const { text } of pages) {
      // Lines may break after a hyphen, which PDFium then leaves out.
      const letters = lettersOf(text)
      for (const words of ['Александра-Екатерина', 'K7MP-2Q4R-9XWE', address, '№117']) {
        expect(letters).toContain(lettersOf(words))
      }
    }
  })

  test('without a place to break fit too', async () => {
    const word = 'Щ'.repeat(120)
    const slips = (['pupil', 'parent'] as const).map((role) =>
      slip({ role, name: word, school: word, classes: [word], children: [word] }),
    )
    const pages = await reader.read(await renderSheet(sheet(slips)))
    expect(pages.map(({ codes }) => codes.length)).toEqual([1, 1])
  })
})

test('letters of the languages of Russia come back as they were', async () => {
  const name = 'Ғайнетдинов Әлфәт Ҡадыр улы Ӑӗҫҳӱ'
  const [page] = await reader.read(await renderSheet(sheet([slip({ name })])))
  // Chuvash, Bashkir, Mari: all but what the font lacks.
  expect(page?.text).toContain('Ғайнетдинов Әлфәт Ҡадыр улы Ӑӗҫ')
})

test('the document is tagged, has its language and title, and no hint of the machine', async () => {
  const made = (await renderSheet(sheet([slip(), parent]))).toString('latin1')
  expect(made).toContain('/Lang (ru)')
  expect(made).toContain('/Marked true')
  expect(made).toContain('/StructTreeRoot')
  expect(made).toContain('/DisplayDocTitle true')
  expect(made).toContain('/S /Figure')
  expect(made).not.toContain('/Author')
})

test('the same sheet gives the same bytes', async () => {
  const [first, second] = await Promise.all([
    renderSheet(sheet([slip(), parent])),
    renderSheet(sheet([slip(), parent])),
  ])
  expect(first.equals(second)).toBe(true)
})

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

describe('a paper for a new password', () => {
  test.each(['ru', 'en'] as const)(
    'says in %s what it is for, whose it is and the login',
    async (language) => {
      const reset = slip({ login: 'anna1' })
      const [page] = await reader.read(await renderSheet(sheet([reset], { language })))
      const texts = paperTexts(language).reset
      const words = [texts.heading, texts.check, texts.choose, texts.wrong, 'anna1', reset.code]
      for (const one of words) expect(page?.text).toContain(one)
      expect(page?.text).not.toContain(paperTexts(language).invitation)
      expect(page?.codes).toEqual([reset.link])
    },
  )

  test('is a slip for a parent too, however long the words', async () => {
    const { name, school, classes, children, address } = longest
    const reset = slip({
      role: 'parent',
      name,
      school,
      classes,
      children,
      login: 'konstantinopolskaya-verkhnedneprov',
    })
    const heading = { joinAddress: address, homeserver: address }
    const pages = await reader.read(
      await renderSheet(sheet([reset, slip({ login: 'a' })], heading)),
    )
    expect([pages.length, countPages({ slips: [reset] })]).toEqual([1, 1])
    expect(pages[0]?.text).toContain('konstantinopolskaya-verkhnedneprov')
  })
})
