/** The facts that an engine's settings and store give. */
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { createFacts, type Facts } from '@lyceum/core/provision/facts.ts'

export function factsOf({
  store,
  homeserver,
  blueprint,
  policy,
}: Pick<Engine, 'store' | 'homeserver' | 'blueprint' | 'policy'>): Facts {
  return createFacts({ store, blueprint, policy, bot: homeserver.bot, language: 'ru' })
}
