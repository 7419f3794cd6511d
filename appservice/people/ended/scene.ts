/** The school as it runs: everybody has entered, and pages are signed in. */
import { expect } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { submitApplication } from '@lyceum/core/provision/letting-in/submit.ts'
import { personId, type PersonId, type RoomId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { apply, planRoster } from '@lyceum/core/testing/engine.ts'
import { startClosedSite, type ClosedSite } from '../../testing/closed-site.ts'
import { firstClass, here, otherSchool, school, there, who, without } from './school.ts'

export interface Scene {
  readonly site: ClosedSite
  /** As the last roster has it. */
  readonly current: School
  clientOf(name: string): PersonClient
  roomAt(ending: string): Promise<RoomId>
  ask(method: string, path: string, session?: string, body?: object): Promise<Answer>
  /** As a page does it, of a room or alone. */
  signIn(client: PersonClient, room?: RoomId): Promise<string>
  endByRoute(by: 'A1' | 'T1', person: string, what: object): Promise<void>
  roster(next: School): Promise<void>
  /** The next roster has the person no longer. */
  forget(person: PersonId): void
}

interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  readonly body: any
}

export async function startScene(): Promise<Scene> {
  const site = await startClosedSite({
    schools: [school, otherSchool],
    lines: ['policy: { region_staff: [helpdesk] }'],
  })
  const people = await admitPeople(site)
  let current = school
  const clientOf = (name: string) => {
    const client = people.get(name)
    if (client === undefined) throw new Error(`nobody is ${name}`)
    return client
  }
  const ask: Scene['ask'] = (method, path, session, body) =>
    askApi(site, method, path, session, body)
  const signIn: Scene['signIn'] = (client, room) => signInTo(site, client, room)
  const sessions = {
    A1: await signIn(clientOf('A1')),
    T1: await signIn(clientOf('T1')),
  }
  return {
    site,
    get current() {
      return current
    },
    clientOf,
    roomAt: (ending) => site.roomOf(ending.startsWith('S2') ? there : here, ending),
    ask,
    signIn,
    async endByRoute(by, person, what) {
      const id = people.has(person) ? who(person) : person
      const body = { school: here, ...what }
      expect((await ask('POST', `people/${id}/end`, sessions[by], body)).status).toBe(200)
    },
    async roster(next) {
      const { engine } = site.service
      expect((await apply(engine, await planRoster(engine, next), true)).failures).toEqual([])
      if (next.info.id === here) current = next
    },
    forget(person) {
      current = without(current, person)
    },
  }
}

async function admitPeople(site: ClosedSite): Promise<ReadonlyMap<string, PersonClient>> {
  const people = new Map<string, PersonClient>()
  // Nobody needs the third ones.
  for (const { id } of school.people.filter((one) => !/-3$|^S1-G2-1$/.test(one.id))) {
    const others = id === who('teacher-here') ? [personId('S2-G1-1')] : []
    people.set(id.replace('S1-', ''), await site.enter(id, others))
  }
  people.set('S2-T1', await site.enter(personId('S2-T1')))
  people.set('helpdesk', await site.stranger('helpdesk'))
  people.set('applicant', await admitApplicant(site))
  return people
}

async function admitApplicant(site: ClosedSite): Promise<PersonClient> {
  const client = await site.stranger('applicant')
  const { engine } = site.service
  const added = await submitApplication(engine, {
    kind: 'join',
    link: undefined,
    school: here,
    role: 'teacher',
    class: firstClass,
    classes: [],
    subjects: ['Art'],
    chat: undefined,
    name: { givenName: 'Applied', familyName: 'Фамилия-applied' },
    childName: undefined,
    child: undefined,
    user: client.userId,
    madeAccount: false,
    person: undefined,
    waitingHash: undefined,
    consentVersion: undefined,
  })
  if (added.state !== 'added') throw new Error(added.state)
  const decision = { actor: 'operator', by: 'operator', state: 'accepted' } as const
  const decided = await decideApplication(engine, added.application.id, decision)
  expect(decided).toMatchObject({ state: 'decided', application: { isDone: true } })
  return client
}

async function askApi(
  site: ClosedSite,
  method: string,
  path: string,
  session?: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${site.service.url}/api/v1/${path}`, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

async function signInTo(site: ClosedSite, client: PersonClient, room?: RoomId): Promise<string> {
  const access_token = await client.openIdToken()
  const openid = { access_token, matrix_server_name: site.serverName }
  const body = { openid, ...(room && { room_id: room }) }
  const answer = await askApi(site, 'POST', 'session', undefined, body)
  expect(answer.status).toBe(200)
  return answer.body.session
}
