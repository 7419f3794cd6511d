import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLogin, suggestLogins, transliterate } from './login-names.ts'

const anything = {
  isTaken: () => false,
  random: (limit: number) => Math.floor(Math.random() * limit),
}

describe('transliterate', () => {
  test.each([
    ['Мария', 'mariya'],
    ['Анна-Мария', 'anna-mariya'],
    ['Алёна', 'alena'],
    ['Щукарь', 'shchukar'],
    ['Әлфия', 'alfiya'],
    ['Zoë', 'zoe'],
    ["D'Arcy", 'darcy'],
    ['Йорг', 'yorg'],
    ['ნინო', ''],
  ])('%s is %s', (name, expected) => {
    expect(transliterate(name)).toBe(expected)
  })
})

describe('checkLogin', () => {
  test.each([
    ['mariya4821', undefined],
    ['m.k-1', undefined],
    ['ma', 'too-short'],
    ['m'.repeat(33), 'too-long'],
    ['Mariya', 'upper-case'],
    ['мария', 'not-allowed-characters'],
    ['mari ya', 'not-allowed-characters'],
    ['_lyceum_x', 'starts-with-underscore'],
    ['123456', 'only-digits'],
    ['school-bot', 'reserved'],
    ['lyceum', 'reserved'],
    ['lyceum-setup-1a2b3c4d', 'reserved'],
    ['admin', 'reserved'],
    ['admin-1', 'reserved'],
    ['administraciya', 'reserved'],
    ['.admin', 'reserved'],
    ['anna-direktor7', 'reserved'],
    ['the.lyceum-bot', 'reserved'],
    ['../mariya', 'not-allowed-characters'],
    ['mariya=1', 'not-allowed-characters'],
    ['adminova4821', undefined],
    ['rootvik', undefined],
  ] as const)('%s: %s', (login, problem) => {
    expect(checkLogin(login, ['school-bot'])).toBe(problem)
  })
})

describe('suggestLogins', () => {
  test('a suggestion is the given name and four digits that are no year of birth', async () => {
    const [login] = await suggestLogins({ givenName: 'Мария' }, { ...anything, count: 1 })
    expect(login).toMatch(/^mariya(2[1-9]|[3-9]\d)\d\d$/)
  })

  test('what is taken is not suggested', async () => {
    const numbers = [1, 1, 2, 3]
    const logins = await suggestLogins(
      { givenName: 'Oleg' },
      {
        count: 2,
        isTaken: (login) => login === 'oleg2101',
        random: () => numbers.shift() ?? 4,
      },
    )
    expect(logins).toEqual(['oleg2102', 'oleg2103'])
  })

  test('a name that is an office or the service is not suggested', async () => {
    for (const givenName of ['Admin', 'Lyceum']) {
      const [login] = await suggestLogins({ givenName }, { ...anything, count: 1 })
      expect(login).toMatch(/^login\d{4}$/)
    }
  })

  test('whatever the name, a suggestion is a login that may be taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (givenName) => {
        const logins = await suggestLogins({ givenName }, { ...anything, count: 3 })
        expect(logins.map((login) => checkLogin(login))).toEqual([undefined, undefined, undefined])
      }),
    )
  })
})
