/**
 * Two schools behind a real listener, and somebody of each role in them, for holding the API to the rights table. In school
 * S1 the class teacher leads C2 and teaches in C3 too, the plain teacher teaches in C2, parent and pupil are of C2.
 */
import type { AddressInfo } from 'node:net'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import { addClass } from '@lyceum/core/provision/classes.ts'
import { createChat } from '@lyceum/core/provision/chats.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import {
  classId,
  personId,
  schoolId,
  userId,
  type ClassId,
  type PersonId,
  type RoomId,
  type SchoolId,
} from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import { applyRoster, giveAccount } from '@lyceum/core/testing/engine.ts'
import { newApplication } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestSite, type TestSite } from '../../testing/site.ts'

export type ActorName =
  | 'administrator'
  | 'class-teacher'
  | 'teacher'
  | 'parent'
  | 'pupil'
  | 'foreigner'
  | 'nobody'

export interface Reply {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  readonly body: any
}

export interface Cast {
  readonly site: TestSite
  /** Over a socket; as nobody without a session. */
  ask(actor: ActorName, method: string, path: string, body?: unknown): Promise<Reply>
  askWith(session: string | undefined, method: string, path: string, body?: unknown): Promise<Reply>
  signIn(person: PersonId, options?: SignInOptions): Promise<string>
  /** The id of a class that nobody is in. */
  emptyClass(school: SchoolId): Promise<ClassId>
  chatIn(school: SchoolId, cls: ClassId | undefined): Promise<string>
  /** The id of an open invitation. */
  invite(school: SchoolId, person: PersonId): Promise<string>
  /** The id of an open link that many use. */
  shareLink(school: SchoolId, role: Role, cls: ClassId | undefined): Promise<string>
  /** The id of an application that waits, by somebody whom no school knows. */
  applicant(school: SchoolId, role: Role, cls: ClassId | undefined): Promise<string>
  roomOf(school: SchoolId, ending: string): Promise<RoomId>
  /** Of a message of nobody's in the class's chat, or in the school's general room. */
  report(school: SchoolId, cls: ClassId | undefined): Promise<string>
  stop(): Promise<void>
}

interface SignInOptions {
  readonly school?: string
  /** Whom the account stands for as well. */
  readonly others?: readonly PersonId[]
  readonly room?: RoomId
}

const plainTeacher = personId('S1-T9')

const people: Readonly<Record<Exclude<ActorName, 'nobody'>, PersonId>> = {
  administrator: personId('S1-A1'),
  'class-teacher': teacherId('S1', 2),
  teacher: plainTeacher,
  parent: parentId('S1', 2, 1),
  pupil: pupilId('S1', 2, 1),
  foreigner: personId('S2-A1'),
}

export async function startCast(): Promise<Cast> {
  const site = await startTestSite({ classes: 3 })
  const { engine, server } = site
  const here = schoolId('S1')
  await applyRoster(engine, smallSchool({ id: 'S2' }))
  const place = {
    person: plainTeacher,
    class: classId('S1-C2'),
    role: 'teacher',
    subjects: [],
  } as const
  const person = { id: plainTeacher, givenName: 'Пётр', familyName: 'Простой' }
  const newcomer = [
    { kind: 'add-person', person },
    { kind: 'add-class-place', place },
  ] as const
  await changeSchool(engine, here, newcomer, { limits: oneByHand, actor: 'operator' })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  let asked = 0

  async function askWith(
    session: string | undefined,
    method: string,
    path: string,
    body?: unknown,
  ) {
    asked += 1
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
      method,
      headers: {
        // Limits by address are shown elsewhere.
        'x-forwarded-for': `198.51.${(asked >> 8) % 256}.${asked % 256}`,
        ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  async function signIn(one: PersonId, { school, others = [], room }: SignInOptions = {}) {
    const known = await engine.store.accounts.ofPerson(one)
    const user =
      known?.userId ?? (await giveAccount(engine, schoolId(school ?? one.slice(0, 2)), one))
    for (const other of others)
      await engine.store.accounts.bind(other, user, new Date().toISOString())
    for (const each of [one, ...others]) await (await enter(engine, each)).complete
    const token = engine.homeserver.issueOpenIdToken(user)
    const openid = { access_token: token, matrix_server_name: 'lyceum.test' }
    const answer = await askWith(undefined, 'POST', 'session', {
      openid,
      ...(room === undefined ? {} : { room_id: room }),
    })
    if (answer.status !== 200) throw new Error(`no session: ${answer.status}`)
    return answer.body.session as string
  }

  let added = 0
  let reported = 0
  async function roomOf(school: SchoolId, ending: string) {
    const found = [...(await engine.store.rooms.ofSchool(school))].find(([key]) =>
      key.endsWith(ending),
    )
    if (found === undefined) throw new Error(`no room ${ending}`)
    return found[1]
  }

  const sessions = new Map<ActorName, string>()
  for (const [name, one] of Object.entries(people) as [ActorName, PersonId][]) {
    sessions.set(name, await signIn(one))
  }

  return {
    site,
    askWith,
    signIn,
    ask: (actor, method, path, body) => askWith(sessions.get(actor), method, path, body),
    async emptyClass(school) {
      const loaded = await engine.store.schools.load(school)
      if (loaded === undefined) throw new Error(`no school ${school}`)
      added += 1
      return (await addClass(engine, loaded, `Empty ${added}`, 'operator')).class.id
    },
    async chatIn(school, cls) {
      const loaded = await engine.store.schools.load(school)
      if (loaded === undefined) throw new Error(`no school ${school}`)
      const open = { name: 'Chess', members: ['teacher'], writers: [], openTo: ['pupil'] } as const
      const chat = await createChat(
        engine,
        loaded,
        { ...open, ...(cls && { class: cls }) },
        'operator',
      )
      return chat.id
    },
    async invite(school, one) {
      const at = new Date().toISOString()
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
      const [issued] = await engine.store.invitations.issue(
        [{ purpose: 'enter', school, class: undefined, role: 'pupil', person: one, expiresAt }],
        at,
      )
      if (issued === undefined) throw new Error('nothing was issued')
      return issued.invitation.id
    },
    async shareLink(school, role, cls) {
      const at = new Date().toISOString()
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
      const link = { school, class: cls, role, uses: undefined, createdBy: 'operator', expiresAt }
      return (await engine.store.sharedLinks.issue(link, at)).link.id
    },
    async applicant(school, role, cls) {
      asked += 1
      const user = userId(`@applicant${asked}:lyceum.test`)
      const application = newApplication(school, user, { role, class: cls, madeAccount: false })
      const added = await engine.store.applications.add(application, new Date().toISOString())
      if (added.state !== 'added') throw new Error(added.state)
      return added.application.id
    },
    roomOf,
    async report(school, cls) {
      const room = await roomOf(school, cls === undefined ? 'general' : `${cls}/class-chat`)
      reported += 1
      const report = await engine.store.reports.add({
        id: `report-${reported}`,
        school,
        room,
        event: `$nothing-${reported}`,
        reporter: userId('@reporter:lyceum.test'),
        sender: userId('@writer:lyceum.test'),
        at: new Date().toISOString(),
      })
      if (report === undefined) throw new Error('nothing was reported')
      return report.id
    },
    stop: () => server.close(),
  }
}
