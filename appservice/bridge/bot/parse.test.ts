import { describe, expect, test } from 'vitest'
import { parseMessage, parseReaction, parseReply, withoutQuote } from './parse.ts'

describe('a message is a command and what follows it, in either language', () => {
  test.each([
    ['help', 'help', ''],
    ['HELP!', 'help', ''],
    ['?', 'help', ''],
    ['!help', 'help', ''],
    ['  Помощь ', 'help', ''],
    ['write Petrova Anna', 'write', 'Petrova Anna'],
    ['write: Petrova', 'write', 'Petrova'],
    ['Написать  Пётр\n Петров', 'write', 'Пётр Петров'],
    ['new chat 5А Поход', 'new-chat', '5А Поход'],
    ['новый чат 5А Поход', 'new-chat', '5А Поход'],
    ['чаты', 'chats', ''],
    ['вступить в Шахматы', 'join', 'Шахматы'],
    ['reset password Petrov', 'reset', 'Petrov'],
    ['отклонить 2 не тот класс', 'decline', '2 не тот класс'],
  ])('%j', (text, name, rest) => {
    expect(parseMessage(text)).toEqual({ kind: 'command', name, rest })
  })

  test.each([
    ['2', 2],
    [' 12. ', 12],
  ])('%j is a number of a list', (text, number) => {
    expect(parseMessage(text)).toEqual({ kind: 'number', number })
  })

  test.each([
    ['hlep', 'help'],
    ['wirte Petrova', 'write'],
    ['класы', 'classes'],
    ['зявки', 'applications'],
    ['new chta 5A', 'new-chat'],
    ['Hello there', undefined],
    ['2000', undefined],
    ['', undefined],
    ['helpful people', undefined],
  ])('%j is none, and may mean %s', (text, meant) => {
    expect(parseMessage(text)).toEqual({ kind: 'unknown', meant })
  })
})

describe('a reply', () => {
  test.each([
    ['да', 'yes', ''],
    ['OK', 'yes', ''],
    ['Ок.', 'yes', ''],
    ['👍🏽', 'yes', ''],
    ['no, wrong class', 'no', 'wrong class'],
    ['Нет — не тот класс', 'no', 'не тот класс'],
    ['отклонить: ошибка, перепутал', 'no', 'ошибка, перепутал'],
    ['❌ not ours', 'no', 'not ours'],
    ['> <@lyceum:x> Application\n> of somebody\n\nno, wrong class', 'no', 'wrong class'],
  ])('%j', (text, answer, rest) => {
    expect(parseReply(text)).toEqual({ answer, rest })
  })

  test.each([['who is this?'], ['nobody knows'], ['дайте подумать'], ['']])(
    '%j is neither yes nor no',
    (text) => {
      expect(parseReply(text)).toBeUndefined()
    },
  )
})

test.each([
  ['✅', 'yes'],
  ['✅\uFE0F', 'yes'],
  ['✔️', 'yes'],
  ['👍', 'yes'],
  ['👍🏿', 'yes'],
  ['❌', 'no'],
  ['❌️', 'no'],
  ['👎🏻', 'no'],
  ['❤️', undefined],
  ['✅✅', undefined],
  ['yes', undefined],
])('The reaction %j says %s.', (key, answer) => {
  expect(parseReaction(key)).toBe(answer)
})

test('A message that only quotes is left as it is.', () => {
  expect(withoutQuote('> all of it')).toBe('> all of it')
  expect(withoutQuote('plain\n> not a quote of a reply')).toBe('plain\n> not a quote of a reply')
})
