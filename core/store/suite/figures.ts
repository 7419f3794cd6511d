import { expect, test } from 'vitest'
import { roomId, userId } from '../../school/ids.ts'
import { at, type FreshDatabase, later, parent, pupil, school, withStore } from './setting.ts'

const anna = userId('@anna:example.org')
const nothing = {
  schools: 1,
  accounts: 0,
  sessions: 0,
  applications: 0,
  confirmations: 0,
  reports: 0,
}

export function figureFacts(fresh: FreshDatabase): void {
  test('Of a school that nobody has entered there is nothing to count.', async () => {
    await withStore(fresh, async ({ figures }) => {
      expect(await figures.at(at)).toEqual(nothing)
    })
  })

  test('What waits, is open or in use is counted, and what is decided, over or ended is not.', async () => {
    await withStore(fresh, async ({ figures, accounts, sessions, confirmations, reports }) => {
      await accounts.bind(pupil, anna, at)
      await accounts.setState(pupil, 'active')
      await accounts.bind(parent, userId('@boris:example.org'), at)
      await accounts.setState(parent, 'ended')
      const times = { createdAt: at, usedAt: at }
      const session = { user: anna, room: undefined, level: undefined, ...times }
      await sessions.open('over', { ...session, expiresAt: at })
      await sessions.open('open', { ...session, expiresAt: later })
      await confirmations.ask(school, pupil, at)
      const sender = userId('@other:example.org')
      const report = { school, room: roomId('!class'), reporter: anna, sender, at }
      await reports.add({ ...report, id: 'r1', event: '$1' })
      await reports.add({ ...report, id: 'r2', event: '$2' })
      await reports.handle('$2', 'somebody', later)
      expect(await figures.at(at)).toEqual({
        ...nothing,
        accounts: 1,
        sessions: 1,
        confirmations: 1,
        reports: 1,
      })
    })
  })
}
