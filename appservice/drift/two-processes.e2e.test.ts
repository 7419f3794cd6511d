import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { LyceumError } from '@lyceum/core/errors.ts'
import { classId, personId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { applyRoster, planStored } from '@lyceum/core/testing/engine.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startOpenSite, type OpenSite } from '../testing/open-site.ts'

const school = smallSchool({ classes: 3, pupilsPerClass: 3 })
let site: OpenSite
let other: { readonly url: string; stop(): Promise<void> }

beforeAll(async () => {
  site = await startOpenSite(inject('homeserver').python, school)
  other = await site.service.startAnother()
})

afterAll(async () => {
  await other?.stop()
  await site?.stop()
})

const entering: readonly (readonly [PersonId, Role])[] = [
  [personId('S1-A1'), 'administrator'],
  [teacherId('S1', 1), 'teacher'],
  [teacherId('S1', 2), 'teacher'],
  [teacherId('S1', 3), 'teacher'],
  [pupilId('S1', 1, 1), 'pupil'],
  [pupilId('S1', 1, 2), 'pupil'],
  [pupilId('S1', 2, 1), 'pupil'],
  [pupilId('S1', 2, 2), 'pupil'],
  [pupilId('S1', 3, 1), 'pupil'],
  [pupilId('S1', 3, 2), 'pupil'],
]

async function redeem(url: string, [person, role]: readonly [PersonId, Role]): Promise<number> {
  const { token } = await site.service.invite(person, role)
  const login = `two.${person.toLowerCase()}`
  const response = await fetch(`${url}/api/v1/invitations/${token}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'tiger-window-lamp-4821' }),
  })
  return response.status
}

/** As the next roster says it; another process may be at the same school. */
async function change(next: School): Promise<void> {
  for (;;) {
    try {
      await applyRoster(site.service.engine, next)
      return
    } catch (error) {
      const isBusy =
        error instanceof LyceumError && (error.code === 'locked' || error.code === 'stale-plan')
      if (!isBusy) throw error
      await sleep(100)
    }
  }
}

function moved(from: School, person: PersonId, cls: string): School {
  return {
    ...from,
    places: from.places.map((one) => {
      return one.person === person ? { ...one, class: classId(cls) } : one
    }),
  }
}

/** The one is class teacher in place of the other. */
function changedHead(from: School, cls: string, head: PersonId): School {
  const others = from.places.filter(({ class: id, person, role }) => {
    return id !== cls || (role !== 'class-teacher' && person !== head)
  })
  const place = { person: head, class: classId(cls), role: 'class-teacher', subjects: [] } as const
  return { ...from, places: [...others, place] }
}

test('ten people enter by two processes while others are moved: every level and membership is right', async () => {
  const first = moved(school, pupilId('S1', 1, 1), 'S1-C2')
  const second = changedHead(first, 'S1-C1', teacherId('S1', 3))
  const third = moved(second, pupilId('S1', 3, 1), 'S1-C1')
  const fourth = {
    ...third,
    staff: [
      ...third.staff,
      { person: teacherId('S1', 2), role: 'administrator', subjects: [] } as const,
    ],
  }
  const changes = async () => {
    for (const next of [first, second, third, fourth]) await change(next)
  }
  const urls = [site.service.url, other.url]
  const [, ...statuses] = await Promise.all([
    changes(),
    ...entering.map((one, at) => redeem(urls[at % 2] ?? '', one)),
  ])
  expect(statuses).toEqual(entering.map(() => 201))
  const { store, engine } = site.service
  await expect
    .poll(async () => (await store.accounts.entering()).length, { timeout: 120_000, interval: 500 })
    .toBe(0)
  await expect
    .poll(async () => (await planStored(engine, school.info.id)).actions, {
      timeout: 60_000,
      interval: 1000,
    })
    .toEqual([])
  const { desired, ids } = await planStored(engine, school.info.id)
  let [levels, memberships] = [0, 0]
  for (const [key, room] of desired) {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`${key} is not there`)
    const state = (await engine.homeserver.roomState(id)) ?? []
    const power = state.find(({ type }) => type === 'm.room.power_levels')?.content
    expect(power?.['users'] ?? {}).toEqual(room.levels.users)
    const present = state.filter(({ type, content, state_key: user }) => {
      const isPerson = type === 'm.room.member' && user !== engine.homeserver.bot
      return isPerson && content['membership'] === 'join'
    })
    expect(new Set(present.map((one) => one.state_key))).toEqual(new Set(room.members.keys()))
    levels += Object.keys(room.levels.users).length
    memberships += present.length
  }
  // oxlint-disable-next-line no-console -- the figure is what the run shows
  console.log(`right: ${desired.size} rooms, ${memberships} memberships, ${levels} levels`)
})
