import { expect, test, vi } from 'vitest'
import type { FakeHomeserver } from '../../homeserver/fake.ts'
import type { Application } from '../../school/application.ts'
import { classId } from '../../school/ids.ts'
import type { Store } from '../../store/ports.ts'
import {
  applyRoster,
  engineOn,
  fakeEngine,
  giveAccount,
  type TestEngine,
} from '../../testing/engine.ts'
import { apply, standingOf } from '../../testing/letting-in.ts'
import { parentId, pupilId, smallSchool } from '../../testing/small-school.ts'
import { enter } from '../enter.ts'
import { confirmPupil } from './confirm.ts'
import { type Decision, decideApplication } from './decide.ts'
import { lookAtLettingIn } from './look.ts'

vi.setConfig({ testTimeout: 240_000 })

const school = smallSchool({ classes: 2, pupilsPerClass: 1 })
const id = school.info.id
const class1 = classId('S1-C1')
const accepted: Decision = { actor: 'operator', by: 'operator', state: 'accepted' }

type Engine = TestEngine<FakeHomeserver>

async function livingSchool(): Promise<Engine> {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  await giveAccount(engine, id, parentId('S1', 1, 1))
  await (
    await enter(engine, parentId('S1', 1, 1))
  ).complete
  return engine
}

/** The same, but that the process dies at its step `last`: a call of the store or a write to the homeserver. */
function dyingAt(engine: Engine, last: number) {
  let steps = 0
  const step = () => {
    steps += 1
    if (steps > last) throw new Error('killed')
  }
  engine.homeserver.onWrite = (_, moment) => {
    if (moment === 'before') step()
  }
  const repository = (one: object) =>
    new Proxy(one, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          step()
          return (await Reflect.apply(method, target, args)) as unknown
        }
      },
    })
  // Locks of a dead process are taken over by its number, which here is ours.
  const store = Object.fromEntries(
    Object.entries(engine.store).map(([name, one]: [string, unknown]) => {
      const isPort = typeof one === 'object' && one !== null && name !== 'locks'
      return [name, isPort ? repository(one) : one]
    }),
  ) as unknown as Store
  const dying = engineOn(engine.homeserver, store)
  Object.assign(dying, { lettingIn: engine.lettingIn })
  return { dying, steps: () => steps }
}

/** What people would see. */
async function describeEnd(engine: Engine, { user, id: application }: Application) {
  const { homeserver, store } = engine
  const end = await store.applications.find(application)
  const standing = await standingOf(engine, user.slice(1, user.indexOf(':')))
  const rooms = [...(await homeserver.membershipsOf(user)).entries()]
  return {
    state: end?.state,
    isDone: end?.isDone,
    account: await homeserver.account(user),
    roles: [...(standing?.schools[0]?.roles ?? [])],
    classes: [...(standing?.schools[0]?.teaches ?? []), ...(standing?.schools[0]?.pupilOf ?? [])],
    // A direct room made by who died before it was remembered is left with an invitation to it.
    rooms: rooms.filter(([, membership]) => membership === 'join').length,
    told: homeserver.sent.map(({ content }) => String(content['body']).split('\n')[0]).toSorted(),
    people: (await store.schools.load(id))?.people.length,
  }
}

interface Story {
  readonly name: string
  /** Undisturbed. */
  before(engine: Engine): Promise<Application>
  /** What the process is killed in. */
  act(engine: Engine, application: Application): Promise<unknown>
}

const stories: readonly Story[] = [
  {
    name: 'A teacher who is accepted',
    before: (engine) =>
      apply(engine, id, 'newcomer', {
        role: 'teacher',
        class: class1,
        classes: [classId('S1-C2')],
        subjects: ['Химия'],
      }),
    act: (engine, application) => decideApplication(engine, application.id, accepted),
  },
  {
    name: 'An applicant who is declined',
    before: (engine) => apply(engine, id, 'newcomer', { class: class1 }),
    act: (engine, application) =>
      decideApplication(engine, application.id, { ...accepted, state: 'declined', reason: 'Нет' }),
  },
  {
    name: 'A pupil of the roster whom a parent confirms',
    async before(engine) {
      Object.assign(engine, {
        lettingIn: { ...engine.lettingIn, confirmPupils: { personal: 'none', shared: 'parent' } },
      })
      const name = { givenName: 'Имя-S1-P1-1', familyName: 'Фамилия-S1-P1-1' }
      const application = await apply(engine, id, 'newcomer', { name, class: class1 })
      await decideApplication(engine, application.id, accepted)
      return application
    },
    async act(engine) {
      const actor = await standingOf(engine, parentId('S1', 1, 1))
      const pupil = pupilId('S1', 1, 1)
      const by = actor?.user ?? ''
      return confirmPupil(engine, { school: id, pupil, actor, by, answer: 'confirm' })
    },
  },
  {
    name: 'A parent who is accepted',
    before: (engine) =>
      apply(engine, id, 'newcomer', {
        role: 'parent',
        class: class1,
        child: pupilId('S1', 1, 1),
      }),
    act: (engine, application) => decideApplication(engine, application.id, accepted),
  },
]

test.for(stories)('$name comes to the same end wherever the process is killed.', async (story) => {
  const undisturbed = await livingSchool()
  const application = await story.before(undisturbed)
  const { dying, steps } = dyingAt(undisturbed, Infinity)
  await story.act(dying as Engine, application)
  const wanted = await describeEnd(undisturbed, application)
  expect(wanted.isDone).toBe(true)
  for (let last = 1; last < steps(); last += 1) {
    const engine = await livingSchool()
    const theirs = await story.before(engine)
    await Promise.resolve(story.act(dyingAt(engine, last).dying as Engine, theirs)).catch(() => {})
    engine.homeserver.onWrite = undefined
    // Whoever decided or confirmed sees that it was not taken, and does it again; else it is carried on.
    await story.act(engine, theirs)
    await lookAtLettingIn(engine)
    expect(await describeEnd(engine, theirs), `killed after step ${last}`).toEqual(wanted)
  }
})
