import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { defineCommand } from '../../command.ts'

export const policyExplain = defineCommand({
  path: ['policy', 'explain'],
  summary: 'policy.explain.summary',
  args: [
    { name: '<person>', text: 'argument.policy-person' },
    { name: '<other>', text: 'argument.policy-person' },
  ],
  options: {},
  examples: ['policy explain P17 T3', 'policy explain anna @boris:school.example --json'],
  async run(input) {
    const { args, output, t } = input
    const { openDatabase, readConfig } = await import('../../installation.ts')
    const { loadPolicy } = await import('../../policy-facts.ts')
    const { mayTalk } = await import('@lyceum/core/school/policy/judge.ts')
    const { describeRefusal } = await import('@lyceum/core/school/policy/texts.ts')
    const { relationOf } = await import('@lyceum/core/school/policy/explain.ts')
    const { userId } = await import('@lyceum/core/school/ids.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const bot = userId(`@${config.homeserver.bot}:${config.serverName}`)
    const policy = await loadPolicy(store, config.policy, bot, config.serverName)
    const [one, other] = args.map((text) => {
      const found = policy.find(text)
      if (found !== undefined) return found
      throw new LyceumError('unknown-person', t('policy.unknown', { person: text }), {
        hint: 'lyceum person list',
      })
    })
    if (one === undefined || other === undefined) throw new Error('the command takes two people')
    const verdict = mayTalk(policy, one, other)
    const standings = [policy.standing(one), policy.standing(other)] as const
    const relation = relationOf(verdict, ...standings)
    if (output.asJson) {
      const roles = standings.map((standing) =>
        (standing?.schools ?? []).map(({ school, roles: held }) => ({ school, roles: [...held] })),
      )
      output.printJson({ format: 1, people: args, roles, verdict, relation: relation ?? null })
      return exitCodes.done
    }
    for (const [at, standing] of standings.entries()) {
      const told = (standing?.schools ?? []).map(({ school, roles }) => {
        return `${[...roles].map((role) => t(`role.one.${role}`)).join(', ')} (${school})`
      })
      if (standing?.region === true) told.push(t('policy.region'))
      output.print(`${args[at] ?? ''}: ${told.join('; ') || t('policy.no-school')}`)
    }
    output.print(output.style('bold', t(verdict.allowed ? 'policy.yes' : 'policy.no')))
    if (!verdict.allowed) {
      output.print(`  ${describeRefusal(verdict, t.language)}`)
    } else if (typeof verdict.by === 'object') {
      const [first, second] = verdict.by.between.map((role) => t(`role.${role}`))
      const within = t(`policy.within.${verdict.by.within}`)
      output.print(`  ${t('policy.rule', { one: first ?? '', other: second ?? '', within })}`)
    } else if (verdict.by === 'self' || verdict.by === 'bot' || verdict.by === 'region-staff') {
      output.print(`  ${t(`policy.by.${verdict.by}`)}`)
    }
    if (relation !== undefined) {
      const what = [
        t('policy.relation.school', { school: relation.school }),
        ...relation.classes.map((cls) => t('policy.relation.class', { class: cls })),
        ...relation.children.map((child) => t('policy.relation.child', { child })),
      ]
      output.print(`  ${what.join(', ')}`)
    }
    output.note(t('policy.precedence'))
    return exitCodes.done
  },
})
