/** Commands that change one school by hand: the engine they need, and how they end. */
import type { Config } from '@lyceum/core/config/settings.ts'
import { exitCodes, type ExitCode } from '@lyceum/core/errors.ts'
import type { ApplyResult } from '@lyceum/core/provision/apply.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { CommandInput } from './command.ts'
import { openEngine } from './engine.ts'
import type { Translate } from './i18n/texts.ts'
import type { Output } from './output/output.ts'
import { ensureAppservice } from './supervise/ensure-appservice.ts'

/** With the appservice, without which nobody is brought into a room. */
export async function openForJoins(input: CommandInput<unknown>, config: Config): Promise<Engine> {
  const engine = await openEngine(input, config)
  await ensureAppservice(input, config)
  return engine
}

/** The school's data are changed already: repeating the command would change them once more. */
export function endOf({ failures }: ApplyResult, output: Output, t: Translate): ExitCode {
  if (failures.length === 0) return exitCodes.done
  output.fail(t('apply.partly', { count: failures.length }), t('changing.partly-hint'))
  return exitCodes.partlyApplied
}
