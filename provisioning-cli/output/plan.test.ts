import { expect, test } from 'vitest'
import { apply, fakeEngine } from '@lyceum/core/testing/engine.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { planSet } from '@lyceum/core/provision/plan-set.ts'
import { createTranslate } from '../i18n/texts.ts'
import { createOutput } from './output.ts'
import { planDocument, printPlan, reportUnsafe } from './plan.ts'
import { takesAway } from './plan-items.ts'

const school = smallSchool()
const limits = { maxRemovePercent: 30, minExisting: 10 }

async function firstPlan() {
  return planSet(await fakeEngine(), limits, { schools: [school], source: 'roster' })
}

test('the document counts changes of data and actions, and names people by id alone', async () => {
  const plans = await firstPlan()
  const document = planDocument(plans, [])
  expect(document).toMatchObject({
    format: 1,
    counts: { 'add-school': 1, 'add-person': school.people.length, 'create-room': 15 },
    problems: [],
  })
  const text = JSON.stringify(document)
  for (const { givenName, familyName } of school.people) {
    expect(text).not.toContain(`"${givenName}"`)
    expect(text).not.toContain(`"${familyName}"`)
  }
})

test('the text groups by kind, shortens long lists and ends with the sum', async () => {
  let text = ''
  const io = {
    stdout: { write: (part: string) => (text += part) },
    stderr: { write() {} },
    stdin: process.stdin,
    env: {},
    cwd: '/',
    interrupt: new AbortController().signal,
    now: () => 0,
  }
  const t = createTranslate('en')
  printPlan(await firstPlan(), createOutput(io, t, { json: false, quiet: false }), t)
  expect(text).toMatch(/^School S1\n {2}\+ add-school \(1\)\n/)
  expect(text).toContain('+ create-room (15)')
  expect(text).toContain('and 3 more')
  expect(text).toMatch(/\nTo do: add-school 1, .*create-room 15, link-child 6\n$/)
})

test('kinds that take something from somebody are known by their names', () => {
  const taking = ['remove-member', 'archive-room', 'create-room', 'join'].filter(takesAway)
  expect(taking).toEqual(['remove-member', 'archive-room'])
})

test('known people under new ids are shown in pairs, and refused with what confirms them', async () => {
  const engine = await fakeEngine()
  const set = (schools: (typeof school)[]) => ({ schools, source: 'roster' })
  for (const plan of await planSet(engine, limits, set([school]))) await apply(engine, plan)
  const renamed = JSON.stringify(school).replaceAll('S1-P1-1', 'N7')
  const names = school.people.map((one) => ({ ...one, id: one.id.replace('S1-P1-1', 'N7') }))
  const people = names as unknown as typeof school.people
  const plans = await planSet(engine, limits, set([{ ...JSON.parse(renamed), people }]))
  let text = ''
  const write = (part: string) => (text += part)
  const io = {
    stdout: { write },
    stderr: { write },
    stdin: process.stdin,
    env: {},
    cwd: '/',
    interrupt: new AbortController().signal,
    now: () => 0,
  }
  const t = createTranslate('en')
  const output = createOutput(io, t, { json: false, quiet: false })
  printPlan(plans, output, t)
  reportUnsafe(plans, output, t)
  expect(text).toContain('N7 = S1-P1-1')
  expect(text).toContain('--match-ids')
  expect(planDocument(plans, [])).toMatchObject({
    matches: [{ kind: 'person', school: 'S1', id: 'N7', stored: 'S1-P1-1' }],
  })
})
