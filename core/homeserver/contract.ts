/**
 * What every implementation of the ports keeps to. Run on the fake and on the real Synapse, so that a test on the fake
 * says something about the world.
 */
import { describe } from 'vitest'
import { accountContract } from './contract/accounts.ts'
import { directRoomContract } from './contract/direct-rooms.ts'
import { eventReportContract } from './contract/event-reports.ts'
import { membershipContract } from './contract/memberships.ts'
import { personalDataContract } from './contract/personal-data.ts'
import { privateRoomContract } from './contract/private-rooms.ts'
import { roomContract } from './contract/rooms.ts'
import type { ContractSubject } from './contract/subject.ts'

export function homeserverContract(name: string, connect: () => ContractSubject): void {
  describe(`${name} keeps the homeserver contract`, () => {
    roomContract(() => connect().homeserver)
    membershipContract(() => connect().homeserver)
    accountContract(connect)
    personalDataContract(() => connect().homeserver)
    directRoomContract(() => connect().homeserver)
    privateRoomContract(() => connect().homeserver)
    eventReportContract(() => connect().homeserver)
  })
}
