/**
 * What nobody may over HTTP, sentence by sentence. Written by hand: the rights table is not read here, so a fault in it shows. Each
 * sentence is a request that must be refused, and beside it stands somebody who may ask the same: a route that is
 * not there, or a request that nobody could make, refuses nobody.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { startCast, type Cast } from './cast.ts'
import { changing } from './never/changing.ts'
import { inviting, rooms, saying } from './never/doing.ts'
import { lettingIn } from './never/letting-in.ts'
import { people, reading } from './never/reading.ts'
import type { Request, Sentence } from './never/sentence.ts'

const groups = [
  ['reading', reading],
  ['changing people', people],
  ['changing classes, adding and moving people', changing],
  ['making and closing chats', rooms],
  ['inviting', inviting],
  ['saying and deciding', saying],
  ['letting in', lettingIn],
] as const

let cast: Cast
let before: School | undefined
beforeAll(async () => {
  cast = await startCast()
  before = await cast.site.engine.store.schools.load(schoolId('S1'))
})
afterAll(() => cast.stop())

async function requestOf({ request }: Sentence): Promise<Request> {
  return typeof request === 'function' ? request(cast) : request
}

describe.each(groups)('%s', (_, sentences) => {
  test.each(sentences.map((sentence) => [sentence.never, sentence] as const))(
    '%s',
    async (_text, sentence) => {
      const [method, path, body] = await requestOf(sentence)
      const { status, body: answer } = await cast.ask(sentence.by, method, path, body)
      expect([401, 403, 404]).toContain(status)
      // A refusal says nothing about anybody.
      expect(Object.keys(answer).toSorted()).toEqual(
        expect.not.arrayContaining(['people', 'person']),
      )
      expect(JSON.stringify(answer)).not.toMatch(/Фамилия|Имя-|S1-[PGT]\d/)
    },
  )
})

test('What was refused has changed nothing.', async () => {
  const after = await cast.site.engine.store.schools.load(schoolId('S1'))
  expect({ ...after, chats: [] }).toEqual({ ...before, chats: [] })
})

describe('whoever may ask the same is not refused:', () => {
  const all = groups.flatMap(([, sentences]) => sentences)

  test.each(all.map((sentence) => [sentence.never, sentence] as const))(
    '%s',
    async (_text, sentence) => {
      const [method, path, body] = await requestOf(sentence)
      const { status } = await cast.ask(sentence.rightful, method, path, body)
      expect([401, 403, 404]).not.toContain(status)
    },
  )

  test('There are forty sentences and more.', () => {
    expect(new Set(all.map((one) => one.never)).size).toBeGreaterThanOrEqual(40)
  })
})
