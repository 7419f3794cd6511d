import { describe, expect, it } from 'vitest'
import type { UserId } from './ids.ts'
import { archivedLevels, listedLevels, lowered, powerLevels } from './power-levels.ts'

const anna = '@anna:lyceum.test' as UserId
const channel = { eventsDefault: 50, redact: 50, pupils: true }
const staff = { eventsDefault: 0, redact: 75, pupils: false }

describe('levels of a managed room', () => {
  it('leave nobody but the bot able to change what the room is', () => {
    const { state_default, invite, kick, ban, events } = powerLevels(channel, {})
    expect([state_default, invite, kick, ban]).toEqual([100, 100, 100, 100])
    expect(events['m.room.tombstone']).toBe(150)
    expect(events['m.room.topic']).toBe(50)
    expect(events['m.room.pinned_events']).toBe(50)
  })

  it('let everybody react, vote and take back the own in a channel where few write', () => {
    const { events, events_default } = powerLevels(channel, {})
    expect(events_default).toBe(50)
    for (const type of [
      'm.reaction',
      'm.poll.response',
      'org.matrix.msc3381.poll.response',
      'm.room.redaction',
    ]) {
      expect(events[type]).toBe(0)
    }
  })

  it('keep unmoderated calls out of rooms with pupils only', () => {
    const types = [
      'm.call.invite',
      'org.matrix.msc3401.call.member',
      'm.rtc.member',
      'm.rtc.notification',
    ]
    for (const type of types) {
      expect(powerLevels(channel, {}).events[type]).toBe(100)
      expect(powerLevels(staff, {}).events[type]).toBeUndefined()
    }
  })

  it('let nobody say or answer anything in a space, nor what others cannot read anywhere', () => {
    const space = powerLevels({ eventsDefault: 100, redact: 75, pupils: true }, {})
    expect(space.events_default).toBe(100)
    expect(space.events['m.reaction']).toBeUndefined()
    for (const rights of [channel, staff]) {
      expect(powerLevels(rights, {}).events['m.room.encrypted']).toBe(100)
    }
  })

  it('let nobody write in an archived room', () => {
    const { events_default, users, redact } = archivedLevels()
    expect([events_default, redact]).toEqual([100, 100])
    expect(users).toEqual({})
  })
})

describe('lowering', () => {
  it('is told where somebody loses a level, not where somebody gains one', () => {
    const with50 = powerLevels(channel, { [anna]: 50 })
    const without = powerLevels(channel, {})
    expect(lowered(without, with50)).toEqual([anna])
    expect(lowered(with50, without)).toEqual([])
  })

  it('is told where somebody is silenced, not where the silence ends', () => {
    const silenced = powerLevels(channel, listedLevels(new Map([[anna, 0]]), new Set([anna])))
    const free = powerLevels(channel, listedLevels(new Map([[anna, 0]])))
    expect([silenced.users, free.users]).toEqual([{ [anna]: -1 }, {}])
    expect([lowered(silenced, free), lowered(free, silenced)]).toEqual([[anna], []])
  })
})
