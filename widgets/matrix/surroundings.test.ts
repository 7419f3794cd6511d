import { expect, test } from 'vitest'
import { readSurroundings } from './surroundings.ts'

const clients = ['https://chat.school.test/element', 'vector://vector']
const page = 'https://lyceum.school.test/'
const inClient = (query: string, isFramed = true) =>
  readSurroundings(`${page}?${query}`, isFramed, clients)

test('a page in no frame is alone, whatever its address claims', () => {
  const query = 'widgetId=w1&parentUrl=https://chat.school.test/'
  expect(inClient(query, false)).toEqual({ kind: 'alone' })
})

test('a configured client is known by its origin, and says theme and language', () => {
  const query =
    'widgetId=w1&parentUrl=https%3A%2F%2Fchat.school.test%2Felement%2F&theme=dark&lang=ru-RU'
  expect(inClient(query)).toEqual({
    kind: 'client',
    widgetId: 'w1',
    origin: 'https://chat.school.test',
    theme: 'dark',
    language: 'ru',
  })
})

test('the client on computers is known though it has no web origin', () => {
  const found = inClient('widgetId=w1&parentUrl=vector://vector/webapp/index.html')
  expect(found).toMatchObject({ kind: 'client', origin: 'vector://vector' })
})

test.each([
  ['another site', 'widgetId=w1&parentUrl=https://evil.test/'],
  [
    'a name that begins like the client’s',
    'widgetId=w1&parentUrl=https://chat.school.test.evil.test/',
  ],
  ['the client as somebody’s login', 'widgetId=w1&parentUrl=https://chat.school.test@evil.test/'],
  ['another port', 'widgetId=w1&parentUrl=https://chat.school.test:8443/'],
  ['any origin', 'widgetId=w1&parentUrl=*'],
  ['no parent', 'widgetId=w1'],
  ['no widget', 'parentUrl=https://chat.school.test/'],
])('%s is no client', (_name, query) => {
  expect(inClient(query)).toEqual({ kind: 'foreign-frame' })
})
