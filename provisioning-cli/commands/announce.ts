import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { roles } from '@lyceum/core/school/people.ts'
import { defineCommand, flag, list, text, type CommandInput } from '../command.ts'

export const announceCommand = defineCommand({
  path: ['announce'],
  summary: 'announce.summary',
  args: [{ name: '[text]', text: 'argument.announcement' }],
  options: {
    school: text('--school <id>', 'option.school'),
    class: list('--class <id>', 'option.announce-class'),
    role: list('--role <role>', 'option.announce-role', roles),
    person: text('--person <id>', 'option.announce-person'),
    file: text('--file <file>', 'option.announce-file'),
    yes: flag('-y, --yes', 'option.yes'),
  },
  examples: [
    'announce "No lessons tomorrow"',
    'announce --class C5A --class C5B "The excursion begins at nine"',
    'announce --role parent --file letter.txt --yes',
    'announce --role teacher --person P17 "Staff meeting at three"',
  ],
  async run(input) {
    const { options, output, t, io } = input
    const { openDatabase, readConfig } = await import('../installation.ts')
    const { openEngine } = await import('../engine.ts')
    const { theSchool, unknown } = await import('../selection.ts')
    const { announce, planAnnounce } = await import('@lyceum/core/provision/announce.ts')
    const { signatureFor } = await import('../announcing.ts')
    const { classId } = await import('@lyceum/core/school/ids.ts')
    const words = await readText(input, options.file)
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const school = await theSchool(store, options.school)
    const classes = (options.class ?? []).map(classId)
    const missing = classes.find((id) => !school.classes.some((one) => one.id === id))
    if (missing !== undefined) throw unknown('class', missing, school.classes)
    const target = { school: school.info.id, classes, roles: options.role ?? [] }
    const signature = signatureFor(school, classes, options.person)
    const { blueprint } = config
    const { rooms } = await planAnnounce({ store, blueprint }, { target, text: words })
    const told = (reaches: (typeof rooms)[number]['reaches']) =>
      reaches.map((role) => t(`role.${role}`)).join(', ')
    for (const room of rooms) {
      output.note(t('announce.room', { name: room.name, reaches: told(room.reaches) }))
    }
    if (rooms.length > 1 && options.yes !== true) {
      const { confirm } = await import('../output/confirm.ts')
      if (!(await confirm(t('announce.question', { count: rooms.length }), io, t))) {
        output.note(t('announce.declined'))
        return exitCodes.failure
      }
    }
    const engine = await openEngine(input, config)
    const announced = await announce(engine, { target, text: words, signature, actor: 'operator' })
    if (output.asJson) {
      const { describeAnnounced } = await import('@lyceum/core/provision/announce.ts')
      output.printJson({ announcement: describeAnnounced(announced, school) })
      return exitCodes.done
    }
    const fresh = announced.rooms.filter((room) => room.isNew).length
    output.print(t('announce.done', { count: fresh }))
    const stood = announced.rooms.length - fresh
    if (stood > 0) output.note(t('announce.stood', { count: stood }))
    return exitCodes.done
  },
})

async function readText(
  { args, io, t }: CommandInput<unknown>,
  file: string | undefined,
): Promise<string> {
  const [given] = args
  if ((given === undefined) === (file === undefined)) {
    throw new LyceumError('usage', t('announce.no-text'), {
      hint: 'lyceum announce "..." | lyceum announce --file FILE',
      exitCode: exitCodes.usage,
    })
  }
  if (file === undefined) return given ?? ''
  const { readFile } = await import('node:fs/promises')
  const { resolve } = await import('node:path')
  return readFile(resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
    throw new LyceumError('unreadable-file', t('announce.no-file', { file }), { cause })
  })
}
