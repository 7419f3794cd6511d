import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts } from '@lyceum/core/provision/facts.ts'

/** What the routes of people who are signed in need. */
export interface PeopleContext {
  readonly engine: Engine
  readonly facts: Facts
  now(): Date
}
