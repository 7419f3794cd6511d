import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand, text } from '../command.ts'

const signs = { ok: 'green', warning: 'yellow', error: 'red' } as const

export const doctor = defineCommand({
  path: ['doctor'],
  summary: 'doctor.summary',
  options: { homeserverConfig: text('--homeserver-config <files>', 'option.homeserver-config') },
  examples: [
    'doctor',
    'doctor --json',
    'doctor --config lyceum/config.yaml --homeserver-config /etc/matrix-synapse/homeserver.yaml,/etc/matrix-synapse/conf.d',
  ],
  async run(input) {
    const { output, t } = input
    const { examine } = await import('../doctor/examine.ts')
    const findings = await examine(input, input.options.homeserverConfig)
    const isIll = findings.some((finding) => finding.status === 'error')
    if (output.asJson) output.printJson({ format: 1, ok: !isIll, checks: findings })
    else {
      for (const { name, status, message, hint } of findings) {
        const word = output.style(signs[status], t(`doctor.${status}`).padEnd(8))
        output.print(`${word} ${t(`doctor.check.${name}`)}: ${message}`)
        if (hint !== undefined) output.print(`         ${hint}`)
      }
    }
    return isIll ? exitCodes.failure : exitCodes.done
  },
})
