import { describe, expect, test } from 'vitest'
import { checkPassword } from './password.ts'

describe('checkPassword', () => {
  test.each([
    ['123456789012', 'common'],
    ['qwertyuiopas', 'common'],
    ['йцукенгшщзхъ', 'common'],
    ['passwordpassword', 'common'],
    ['парольпароль', 'common'],
    ['пароль123456', 'common'],
    ['gfhjkm123456', 'common'],
    ['наташанаташа', 'common'],
    ['aaaaaaaaaaaaaaaa', 'common'],
    ['', 'too-short'],
    ['Fn8#kq2', 'too-short'],
    ['moskva2012', 'too-short'],
    ['a7'.repeat(70), 'too-long'],
  ] as const)('%s is refused: %s', (password, problem) => {
    expect(checkPassword(password).problem).toBe(problem)
  })

  test.each([
    'тигр-окно-лампа-4821',
    'lamp-tiger-window-4821',
    'Fn8#kq2zLw',
    'мы живём на пятом этаже',
  ])('%s is good', (password) => {
    expect(checkPassword(password)).toMatchObject({ problem: undefined })
  })

  test('a password made of what is known of the person is common', () => {
    expect(checkPassword('mariya4821mariya', ['mariya4821', 'Мария']).problem).toBe('common')
  })

  test('what is refused never shows as strong, what is taken never as weak', () => {
    expect(checkPassword('qwertyuiopas').strength).toBeLessThan(3)
    expect(checkPassword('тигр-окно-лампа-4821').strength).toBeGreaterThan(2)
  })
})
