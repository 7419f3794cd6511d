/** What others do behind the engine's back: no rule is asked, so a test can make any state of the world. */
import type { RoomAlias, RoomId, UserId } from '../../school/ids.ts'
import { record } from './timeline.ts'
import {
  addAccount,
  newRoomId,
  putMember,
  putState,
  roomOf,
  type FakeRoom,
  type World,
} from './world.ts'

export interface Drift {
  setState(room: RoomId, sender: UserId, type: string, stateKey: string, content: object): void
  /** Gives the event's id. */
  send(
    room: RoomId,
    sender: UserId,
    type: string,
    content: Readonly<Record<string, unknown>>,
  ): string
  upload(owner: UserId, id: string, name: string, content: string): void
  /** By `sender`, or by the person. Without a display name given, the account's is shown. */
  setMembership(
    room: RoomId,
    user: UserId,
    membership: 'join' | 'invite' | 'leave' | 'ban' | 'knock',
    options?: { readonly sender?: UserId; readonly displayName?: string },
  ): void
  /** A room of somebody else, with the creator in it. */
  createRoom(
    creator: UserId,
    options?: { readonly alias?: RoomAlias; readonly space?: boolean },
  ): RoomId
  deleteAlias(alias: RoomAlias): void
  /** The account's own name, without telling any room. */
  setDisplayName(user: UserId, displayName: string): void
  deactivate(user: UserId): void
}

export function drift(world: World): Drift {
  return {
    setState(id, sender, type, stateKey, content) {
      putState(roomOf(world, id, 'drift'), sender, type, stateKey, content)
    },

    send: (id, sender, type, content) =>
      record(roomOf(world, id, 'drift'), sender, type, undefined, content),

    upload(owner, id, name, content) {
      const bytes = new TextEncoder().encode(content)
      world.files.set(id, { owner, name, type: 'text/plain', content: bytes })
    },

    setMembership(id, user, membership, options = {}) {
      putMember(world, roomOf(world, id, 'drift'), options.sender ?? user, user, {
        membership,
        ...(options.displayName === undefined ? {} : { displayname: options.displayName }),
      })
    },

    createRoom(creator, options = {}) {
      const room: FakeRoom = { id: newRoomId(world), creator, state: new Map() }
      world.rooms.set(room.id, room)
      if (options.alias !== undefined) world.aliases.set(options.alias, room.id)
      putState(room, creator, 'm.room.create', '', {
        room_version: '12',
        ...(options.space === true ? { type: 'm.space' } : {}),
      })
      putMember(world, room, creator, creator, { membership: 'join' })
      return room.id
    },

    deleteAlias(alias) {
      world.aliases.delete(alias)
    },

    setDisplayName(user, displayName) {
      ;(world.accounts.get(user) ?? addAccount(world, user)).displayName = displayName
    },

    deactivate(user) {
      const account = world.accounts.get(user) ?? addAccount(world, user)
      account.deactivated = true
      account.sessions.clear()
    },
  }
}
