import type { SafetyLimits } from './safety.ts'

/**
 * For what somebody does by hand to one person, class or chat, having been asked: no share of a school is too large for
 * that (a small school has three teachers), while the last administrator is kept even so.
 */
export const oneByHand: SafetyLimits = { maxRemovePercent: 100, minExisting: 1 }
