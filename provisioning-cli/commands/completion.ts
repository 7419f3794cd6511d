import { exitCodes } from '@lyceum/core/errors.ts'
import { defineCommand } from '../command.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const completion = defineCommand({
  path: ['completion'],
  summary: 'completion.summary',
  args: [{ name: '<shell>', text: 'argument.shell', choices: shells }],
  options: {},
  examples: ['completion bash', 'completion zsh', 'completion fish'],
  async run({ args, output, t, io }) {
    const { commands } = await import('./index.ts')
    const { completionPlaces } = await import('../completion/words.ts')
    const { renderBash } = await import('../completion/bash.ts')
    const { renderZsh } = await import('../completion/zsh.ts')
    const { renderFish } = await import('../completion/fish.ts')
    const renderers = { bash: renderBash, zsh: renderZsh, fish: renderFish }
    const shell = shells.find((one) => one === args[0]) ?? 'bash'
    const script = renderers[shell](completionPlaces(commands, t))
    if (output.asJson) output.printJson({ shell, script })
    else io.stdout.write(script)
    return exitCodes.done
  },
})
