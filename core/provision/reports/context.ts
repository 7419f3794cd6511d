import type { Engine } from '../engine.ts'
import type { Facts } from '../facts.ts'

/** What taking in and handling reports needs; the context of routes has it. */
export interface ReportContext {
  readonly engine: Engine
  readonly facts: Facts
}
