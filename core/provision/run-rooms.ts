/** Creates rooms and writes their state. Knows at every moment which rooms exist: the plan's, plus those made here. */
import { setTimeout as sleep } from 'node:timers/promises'
import { LyceumError } from '../errors.ts'
import { HomeserverError } from '../homeserver/errors.ts'
import type { RoomId, RoomKey } from '../school/ids.ts'
import type { Room } from '../school/rooms.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'
import type { SchoolPlan } from './plan-school.ts'
import { creatorOf } from './observe.ts'
import { renderLink, renderNewRoom, renderState, type RoomNames } from './render-room.ts'

/** How long another process's creation of the same room may take to become visible. */
const halfMadeRetries = 20
const halfMadePauseMs = 250

export class RoomRun implements RoomNames {
  readonly serverName: string
  adopted = 0
  readonly #engine: Engine
  readonly #plan: SchoolPlan
  readonly #ids: Map<RoomKey, RoomId>
  readonly #links: ReadonlyMap<RoomKey, readonly RoomKey[]>
  readonly #creations = new Map<RoomKey, Promise<RoomId>>()

  constructor(engine: Engine, plan: SchoolPlan) {
    this.#engine = engine
    this.#plan = plan
    this.#ids = new Map(plan.ids)
    this.serverName = engine.homeserver.serverName
    this.#links = new Map(
      plan.actions.flatMap((action) => {
        return action.kind === 'create-room' ? [[action.room, action.links] as const] : []
      }),
    )
  }

  idOf(key: RoomKey): RoomId {
    const id = this.#ids.get(key)
    if (id === undefined) throw new Error(`${key} is not there yet`)
    return id
  }

  /** After what it names: the space of a restricted room, the children whose links go into the creation. */
  create(key: RoomKey): Promise<RoomId> {
    const under = this.#creations.get(key) ?? this.#createAfterOthers(key)
    this.#creations.set(key, under)
    return under
  }

  async #createAfterOthers(key: RoomKey): Promise<RoomId> {
    const room = this.#room(key)
    const links = this.#links.get(key) ?? []
    const first = room.joinRule.rule === 'restricted' ? [...links, room.joinRule.to] : links
    await Promise.all(first.filter((one) => !this.#ids.has(one)).map((one) => this.create(one)))
    const id = await this.#engine.limit(() => this.#createOrAdopt(room, links))
    this.#ids.set(key, id)
    await this.#engine.store.rooms.remember(this.#plan.school, key, id)
    return id
  }

  async #createOrAdopt(room: Room, links: readonly RoomKey[]): Promise<RoomId> {
    const body = renderNewRoom(room, links, this)
    try {
      return await this.#engine.homeserver.createRoom(body)
    } catch (error) {
      if (!(error instanceof HomeserverError) || !mayExist(error)) throw error
      const existing = await this.#findExisting(room)
      if (existing === undefined) return this.#engine.homeserver.createRoom(body)
      this.adopted += 1
      return existing
    }
  }

  /** A room that was made while nobody waited for the answer. One that never became whole gives its alias back. */
  async #findExisting(room: Room): Promise<RoomId | undefined> {
    const { homeserver } = this.#engine
    const alias = this.#engine.aliasOf(room.key)
    for (let tries = 0; tries < halfMadeRetries; tries += 1) {
      const id = await homeserver.resolveAlias(alias)
      if (id === undefined) return undefined
      const state = await homeserver.roomState(id)
      if (state?.some((event) => event.type === 'm.room.power_levels') === true) {
        if (creatorOf(state) === homeserver.bot) return id
        throw foreignRoom(room.key)
      }
      await sleep(halfMadePauseMs)
    }
    await homeserver.deleteAlias(alias)
    return undefined
  }

  async setState(action: Action & { readonly kind: 'set-state' }): Promise<void> {
    const content = renderState(this.#room(action.room), action.type, this)
    if (action.type === 'm.room.canonical_alias') {
      const alias = this.#engine.aliasOf(action.room)
      await this.#engine.limit(() =>
        this.#engine.homeserver.createAlias(alias, this.idOf(action.room)),
      )
    }
    await this.#put(action.room, action.type, '', content)
  }

  async link(space: RoomKey, child: RoomKey): Promise<void> {
    await this.#put(
      space,
      'm.space.child',
      this.idOf(child),
      renderLink(this.#room(space), child, this),
    )
  }

  async unlink(space: RoomKey, child: RoomKey): Promise<void> {
    await this.#put(space, 'm.space.child', this.idOf(child), {})
  }

  async archive(key: RoomKey): Promise<void> {
    await this.#engine.levels.archive(this.#plan.school, this.idOf(key))
    await this.#put(key, 'm.room.join_rules', '', { join_rule: 'invite' })
  }

  #put(key: RoomKey, type: string, stateKey: string, content: object): Promise<void> {
    const id = this.idOf(key)
    return this.#engine.limit(() => this.#engine.homeserver.setState(id, type, stateKey, content))
  }

  #room(key: RoomKey): Room {
    const room = this.#plan.desired.get(key)
    if (room === undefined) throw new Error(`${key} is not in the plan`)
    return room
  }
}

function foreignRoom(key: RoomKey): LyceumError {
  return new LyceumError('foreign-room', `The alias of ${key} leads to a room that is not ours.`, {
    hint: 'Somebody with rights over the homeserver made it: remove that alias, then run the command again.',
  })
}

/** The alias is taken, or the answer was lost: the room may be there. */
function mayExist(error: HomeserverError): boolean {
  return error.errcode === 'M_ROOM_IN_USE' || error.status === 0 || error.status >= 500
}
