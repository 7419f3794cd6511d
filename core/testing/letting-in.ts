/** Somebody who wants in, for tests: an account as the join page makes it, and an application of it. */
import type { Application } from '../school/application.ts'
import { classId, userId, type SchoolId, type UserId } from '../school/ids.ts'
import { holdAccount } from '../provision/letting-in/held-account.ts'
import { submitApplication } from '../provision/letting-in/submit.ts'
import type { Standing } from '../school/policy/standing.ts'
import type { Engine } from '../provision/engine.ts'
import { createFacts } from '../provision/facts.ts'
import type { NewApplication } from '../store/letting-in-ports.ts'

export const password = 'three green tables'

/** Of a pupil of the first class, by a link. */
export function newApplication(
  school: SchoolId,
  user: UserId,
  changes: Partial<NewApplication> = {},
): NewApplication {
  return {
    kind: 'join',
    link: undefined,
    school,
    role: 'pupil',
    class: classId(`${school}-C1`),
    classes: [],
    subjects: [],
    chat: undefined,
    name: { givenName: 'Пётр', familyName: 'Сёмин' },
    childName: undefined,
    child: undefined,
    user,
    madeAccount: true,
    person: undefined,
    waitingHash: undefined,
    consentVersion: undefined,
    ...changes,
  }
}

/** Makes a link of the role, an account, and applies. */
export async function apply(
  engine: Engine,
  school: SchoolId,
  login: string,
  changes: Partial<NewApplication> = {},
): Promise<Application> {
  const user = changes.user ?? (await makeHeldAccount(engine, login))
  if (user === undefined) throw new Error(`the login ${login} is taken`)
  const at = engine.now()
  const expiresAt = new Date(at.getTime() + 14 * 86_400_000).toISOString()
  const { role = 'pupil', class: cls } = changes
  const { link } = await engine.store.sharedLinks.issue(
    { school, class: cls, role, uses: undefined, createdBy: 'operator', expiresAt },
    at.toISOString(),
  )
  const application = newApplication(school, user, { link: link.id, ...changes })
  const added = await submitApplication(engine, application)
  if (added.state !== 'added') throw new Error(added.state)
  return added.application
}

/** As the guard of the API finds it. */
export async function standingOf(engine: Engine, login: string): Promise<Standing | undefined> {
  const { bot, serverName } = engine.homeserver
  const facts = await createFacts({ ...engine, bot, language: 'ru' }).fresh()
  return facts.standing(userId(`@${login.toLowerCase()}:${serverName}`))
}

/** Undefined where the login is taken. */
export async function makeHeldAccount(engine: Engine, login: string): Promise<UserId | undefined> {
  const user = userId(`@${login}:${engine.homeserver.serverName}`)
  const known = await engine.homeserver.account(user)
  if (known !== undefined && !(await engine.store.freeLogins.take(user))) return undefined
  const account = known === undefined ? 'none' : 'erased'
  return (await holdAccount(engine, user, password, account)) ? user : undefined
}
