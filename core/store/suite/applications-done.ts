import { expect, test } from 'vitest'
import { roomId, userId } from '../../school/ids.ts'
import type { NewApplication } from '../letting-in-ports.ts'
import { openStore } from '../store.ts'
import {
  at,
  class1,
  type FreshDatabase,
  invitationFor,
  later,
  pupil,
  school,
  secrets,
  withStore,
} from './setting.ts'

const child = userId('@child:example.org')
const parent = userId('@parent:example.org')

const application: NewApplication = {
  kind: 'join',
  link: undefined,
  school,
  role: 'pupil',
  class: class1,
  classes: [],
  subjects: [],
  chat: undefined,
  name: { givenName: 'Given', familyName: 'Family' },
  childName: undefined,
  child: undefined,
  user: child,
  madeAccount: true,
  person: pupil,
  waitingHash: 'waiting',
  consentVersion: '2026-1',
}

const accepted = { state: 'accepted', by: 'operator', reason: undefined, person: pupil } as const

export function doneApplicationFacts(fresh: FreshDatabase): void {
  test('What was accepted and is not done is taken back once, and what is done never.', async () => {
    await withStore(fresh, async ({ applications, freeLogins }) => {
      const added = await applications.add(application, at)
      if (added.state !== 'added') throw new Error(added.state)
      const { id } = added.application
      expect(await applications.takeBack(id, { state: 'waiting' }, later)).toBe(false)
      await applications.decide(id, accepted, later)
      expect(await applications.takeBack(id, { state: 'waiting' }, later)).toBe(true)
      expect(await applications.find(id)).toEqual({ ...added.application, person: undefined })
      await applications.decide(id, accepted, later)
      const declined = { state: 'declined', by: 'head', reason: 'not mine' } as const
      expect(await applications.takeBack(id, declined, later)).toBe(true)
      expect(await applications.find(id)).toMatchObject({
        state: 'declined',
        decidedBy: 'head',
        reason: 'not mine',
        person: pupil,
      })
      expect(await applications.takeBack(id, declined, later)).toBe(false)
      expect((await applications.ofPerson(pupil)).map((one) => one.id)).toEqual([id])
      await freeLogins.free(child, later)
      expect(await applications.ofPerson(pupil)).toEqual([])
      await applications.done(id, later)
      expect(await applications.undone()).toEqual([])
    })
  })

  test('A slip of a pupil who must be confirmed is used up and binds nobody.', async () => {
    await withStore(fresh, async ({ accounts, applications, consents, invitations }) => {
      const [one] = await invitations.issue([invitationFor()], at)
      if (one === undefined) throw new Error('no invitation')
      const { id } = one.invitation
      const consume = () => invitations.consumeForApplication(id, child, application, at)
      await expect(consume()).rejects.toMatchObject({ code: 'invitation-not-claimed' })
      await invitations.claim(one.token, 'child', at, 60)
      const made = await consume()
      expect(made).toMatchObject({
        state: 'accepted',
        decidedBy: 'roster',
        person: pupil,
        isDone: false,
      })
      expect(await consume()).toEqual(made)
      const other = invitations.consumeForApplication(id, parent, application, at)
      await expect(other).rejects.toMatchObject({ code: 'invitation-not-claimed' })
      expect((await invitations.find(one.token, later))?.status).toBe('used')
      expect(await applications.undone()).toEqual([made])
      expect(await applications.ofWaiting('waiting')).toEqual(made)
      expect(await accounts.ofPerson(pupil)).toBeUndefined()
      expect(await consents.ofUser(child)).toHaveLength(1)
    })
  })

  test('Who came in by an application needs the slip no longer.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const issued = await invitations.issue([invitationFor()], at)
      await invitations.useUp(pupil, child, later)
      await invitations.useUp(pupil, child, later)
      expect((await invitations.find(issued[0]?.token ?? '', later))?.status).toBe('used')
    })
  })

  test('A parent denies a child once, and what came to nothing is asked anew.', async () => {
    await withStore(fresh, async ({ confirmations }) => {
      await confirmations.ask(school, pupil, at)
      expect(await confirmations.deny(school, pupil, parent, at)).toBe(true)
      expect(await confirmations.deny(school, pupil, parent, later)).toBe(false)
      expect(await confirmations.deniers(school, pupil)).toEqual(new Set([parent]))
      expect(await confirmations.waiting()).toHaveLength(1)
      await confirmations.forget(school, pupil)
      expect(await confirmations.find(school, pupil)).toBeUndefined()
      expect((await confirmations.deniers(school, pupil)).size).toBe(0)
      expect((await confirmations.ask(school, pupil, later)).askedAt).toBe(later)
    })
  })

  test('A login that was given back is taken by one, who sees nothing of the one before.', async () => {
    const settings = await fresh()
    await withStore(
      async () => settings,
      async ({ applications, consents, freeLogins }) => {
        const added = await applications.add(application, at)
        if (added.state !== 'added') throw new Error(added.state)
        expect(await freeLogins.take(child)).toBe(false)
        await freeLogins.free(child, later)
        await freeLogins.free(child, later)
        const other = await openStore(settings, secrets)
        const taken = await Promise.all(
          Array.from({ length: 50 }, (_, n) => {
            return (n % 2 === 0 ? freeLogins : other.freeLogins).take(child)
          }),
        )
        await other.close()
        expect(taken.filter(Boolean)).toHaveLength(1)
        expect(await applications.ofUser(child)).toEqual([])
        expect(await consents.ofUser(child)).toEqual([])
        expect((await applications.ofWaiting('waiting'))?.id).toBe(added.application.id)
      },
    )
  })

  test('What people are to be told is owed until it is told, and goes with whom it is about.', async () => {
    await withStore(fresh, async ({ notices, personal }) => {
      const about = { kind: 'guardian', subject: `${school}/G1/${pupil}` } as const
      await notices.owe(about, at)
      await notices.owe(about, later)
      expect(await notices.owed()).toEqual([about])
      const said = { event: '$one', room: roomId('!direct'), user: parent }
      await notices.add(said, about)
      expect(await notices.of('$one')).toEqual({ ...said, ...about })
      await personal.erase({ person: pupil, user: undefined }, 'pseudonym')
      expect([await notices.owed(), await notices.about(about)]).toEqual([[], []])
    })
  })
}
