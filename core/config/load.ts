import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { exitCodes, LyceumError } from '../errors.ts'
import { explainIssue } from './explain.ts'
import { userId } from '../school/ids.ts'
import { badConfig, type ConfigProblem } from './problems.ts'
import { ConfigFile } from './schema.ts'
import { defaultDatabase } from './sections/keeping.ts'
import { readPassword, readSecrets } from './secrets.ts'
import type { Config, Secrets } from './settings.ts'
import { parseSource } from './source.ts'

/**
 * Reads config.yaml and the secrets it names. Throws `no-config` when there is no file, and `bad-config` with everything
 * that is wrong, each with its place in the file.
 */
export async function loadConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Config> {
  const folder = dirname(resolve(file))
  const source = parseSource(await readConfigText(file), { environment, folder })
  if (source.problems.length > 0) throw badConfig(file, source.problems)
  const result = ConfigFile.safeParse(source.value)
  if (!result.success) {
    const problems = result.error.issues.flatMap((issue) => explainIssue(issue, source))
    throw badConfig(file, problems)
  }
  const problems: ConfigProblem[] = []
  const secrets = await readSecrets(result.data.secrets, folder, (key, message) => {
    const position = source.positionOf(['secrets', key])
    problems.push({ ...position, path: `secrets.${key}`, message })
  })
  const passwordFile = result.data.database.postgres?.password_file
  const password = await readPassword(passwordFile, folder, (message) => {
    const path = ['database', 'postgres', 'password_file'] as const
    problems.push({ ...source.positionOf(path), path: path.join('.'), message })
  })
  if (problems.length > 0) throw badConfig(file, problems)
  return configOf(result.data, folder, secrets, databaseOf(result.data, folder, password))
}

async function readConfigText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new LyceumError('no-config', `The configuration ${file} cannot be read.`, {
      hint: '`--config FILE` or `--data DIR` says where it is; `lyceum up` makes one for a trial, config.example.yaml is the one to copy.',
      exitCode: exitCodes.badInput,
      cause,
    })
  }
}

function databaseOf(
  { database }: ConfigFile,
  folder: string,
  password: string | undefined,
): Config['database'] {
  if (database.postgres === undefined) {
    return { sqlite: resolve(folder, database.sqlite ?? defaultDatabase) }
  }
  const { url } = database.postgres
  return { postgres: { url, ...(password === undefined ? {} : { password }) } }
}

function accountsOf({ accounts: { template, ...rest } }: ConfigFile): Config['accounts'] {
  return { ...rest, ...(template === undefined ? {} : { template }) }
}

function configOf(
  file: ConfigFile,
  folder: string,
  secrets: Secrets,
  database: Config['database'],
): Config {
  const { homeserver, public: site, rooms } = file
  return {
    folder,
    serverName: file.server_name,
    homeserver: {
      url: homeserver.url,
      publicUrl: homeserver.public_url ?? homeserver.url,
      bot: homeserver.bot,
      embedded: homeserver.embedded,
    },
    public: {
      url: site.url ?? `http://localhost:${site.port}`,
      host: site.host,
      port: site.port,
      clients: site.clients,
    },
    internal: file.internal,
    database,
    language: file.language,
    timeZone: file.time_zone,
    accounts: accountsOf(file),
    invitations: { expireDays: file.invitations.expire_days },
    limits: {
      maxRemovePercent: file.limits.max_remove_percent,
      minExisting: file.limits.min_existing,
    },
    roster: { roles: file.roster.roles ?? {} },
    repair: {
      sweepMinutes: file.repair.sweep_minutes,
      privateRoomsHours: file.repair.private_rooms_hours,
    },
    retention: {
      journalDays: file.retention.journal_days,
      invitationsDays: file.retention.invitations_days,
      logsDays: file.retention.logs_days,
    },
    blueprint: {
      schoolRooms: rooms.school_rooms,
      classRooms: rooms.class_rooms,
      administratorsInClassRooms: rooms.administrators_in_class_rooms,
      parentsInSchoolRooms: rooms.parents_in_school_rooms,
      classTeachers: rooms.class_teachers,
      subjectChats: rooms.subject_chats,
    },
    policy: policyOf(file),
    lettingIn: lettingInOf(file),
    phone: phoneOf(file),
    secrets,
  }
}

/** A login without a server is one of ours. */
function policyOf({ policy, server_name: server }: ConfigFile): Config['policy'] {
  const whole = (login: string) => (login.startsWith('@') ? login : `@${login}:${server}`)
  return {
    talk: policy.talk,
    regionStaff: policy.region_staff.map((login) => userId(whole(login))),
    forbidEncryption: policy.forbid_encryption,
  }
}

function lettingInOf({ letting_in: section }: ConfigFile): Config['lettingIn'] {
  const { consent } = section
  return {
    confirmPupils: section.confirm_pupils,
    parentAnswersWithinDays: section.parent_answers_within_days,
    unansweredDays: section.unanswered_days,
    ...(consent === undefined
      ? {}
      : { consent: { ...consent, text: withoutAbsent(consent.text) } }),
  }
}

function withoutAbsent(text: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(text).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function phoneOf({ phone }: ConfigFile): Config['phone'] {
  if (phone === undefined) return undefined
  const { success_contains: successContains, ...gateway } = phone.gateway
  return { ...phone, gateway: { ...gateway, successContains } }
}
