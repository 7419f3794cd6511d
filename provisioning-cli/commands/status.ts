import { exitCodes } from '@lyceum/core/errors.ts'
import type { SchoolId } from '@lyceum/core/school/ids.ts'
import type { JournalEntry } from '@lyceum/core/store/ports.ts'
import { defineCommand } from '../command.ts'

export const status = defineCommand({
  path: ['status'],
  summary: 'status.summary',
  options: {},
  examples: ['status', 'status --json'],
  async run(input) {
    const { output, t } = input
    const { openDatabase, readConfig } = await import('../installation.ts')
    const { compareLabels } = await import('../places.ts')
    const { isHomeserverUp, isReady } = await import('../probes.ts')
    const { renderTable } = await import('../output/table.ts')
    const config = await readConfig(input)
    const store = await openDatabase(input, config)
    const unfinished = unfinishedApplies(await store.journal.recent(500))
    const schools = []
    for (const info of await store.schools.list()) {
      const { classes = [] } = (await store.schools.load(info.id)) ?? {}
      schools.push({
        school: info.id,
        school_name: info.name,
        people: await store.accounts.counts(info.id),
        unfinished_apply: unfinished.has(info.id),
        applications_waiting: (await store.applications.ofSchool(info.id, ['waiting'])).length,
        rooms: (await store.rooms.ofSchool(info.id)).size,
        classes: classes
          .toSorted((left, right) => compareLabels(left.label, right.label))
          .map(({ id, label }) => ({ class: id, class_name: label })),
      })
    }
    const { waiting, dead } = await store.intake.counts()
    const homeserver = await isHomeserverUp(config)
    const appservice = await isReady(config)
    if (output.asJson) {
      const { url, homeserver: server } = { url: config.public.url, homeserver: config.homeserver }
      output.printJson({
        format: 1,
        schools,
        homeserver: { url: server.publicUrl, server_name: config.serverName, up: homeserver },
        appservice: { url, ready: appservice },
        events: { waiting, dead },
      })
      return exitCodes.done
    }
    const word = (up: boolean) => (up ? t('status.up') : t('status.down'))
    output.print(
      t('status.homeserver', { url: config.homeserver.publicUrl, state: word(homeserver) }),
    )
    output.print(t('status.appservice', { url: config.public.url, state: word(appservice) }))
    if (dead > 0) output.warn(t('status.events', { dead }))
    if (schools.length === 0) output.print(t('status.no-schools'))
    else {
      const heads = ['school', 'name', 'classes', 'rooms', 'invited', 'entered'] as const
      const rows = schools.map(({ school, school_name, people, rooms, classes }) => [
        school,
        school_name,
        String(classes.length),
        String(rooms),
        String(people.invited),
        String(people.active + people.entering),
      ])
      for (const { school, people } of schools) {
        if (people.closed > 0) output.note(t('status.closed', { school, people: people.closed }))
      }
      const count = schools.reduce((sum, one) => sum + one.applications_waiting, 0)
      if (count > 0) output.note(t('status.applications', { count }))
      for (const id of unfinished) output.note(t('status.unfinished', { school: id }))
      for (const line of renderTable([heads.map((head) => t(`column.${head}`)), ...rows])) {
        output.print(line)
      }
    }
    return exitCodes.done
  },
})

/** Schools whose last apply was begun and not ended, or ended with steps that failed. Newest entry first. */
function unfinishedApplies(journal: readonly JournalEntry[]): ReadonlySet<SchoolId> {
  const last = new Map<SchoolId, JournalEntry>()
  for (const entry of journal) {
    if (entry.school === undefined || !/^apply(-begun)?$/.test(entry.action)) continue
    if (!last.has(entry.school)) last.set(entry.school, entry)
  }
  const isOpen = ({ action, details }: JournalEntry) => {
    return action === 'apply-begun' || Number(details['failed'] ?? 0) > 0
  }
  return new Set([...last].filter(([, entry]) => isOpen(entry)).map(([school]) => school))
}
