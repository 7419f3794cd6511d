/** Everything that can be wrong with an installation, asked one by one, each answer with its remedy. */
import { existsSync } from 'node:fs'
import type { Config } from '@lyceum/core/config/settings.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import { findPython } from '@lyceum/deploy/embedded/python.ts'
import type { CommandInput } from '../command.ts'
import { findPlace, readConfig } from '../installation.ts'
import { isHomeserverUp, isPortFree, isReady } from '../probes.ts'
import { arePagesBuilt } from '../supervise/pages.ts'
import { find, type Finding } from './findings.ts'
import { openToOthers } from './file-modes.ts'
import { examineHomeserver } from './homeserver/examine-homeserver.ts'
import { checkIdentity } from './homeserver/registration.ts'
import { readSettings, unreadSettings } from './homeserver/settings-file.ts'
import { isOlder } from './homeserver/version.ts'

/** The first with rooms of version 12, whose owner cannot be put out. */
const oldestSynapse = '1.136.0'

/** In the order in which they rest on each other. Starts nothing. */
export async function examine(
  input: CommandInput<unknown>,
  homeserverConfig: string | undefined,
): Promise<readonly Finding[]> {
  const { t, io } = input
  const place = findPlace(input.options, io)
  const findings = [await checkNode()]
  if (!existsSync(place.file)) {
    findings.push(await checkPython(input))
    const message = t('installation.none', { file: place.file })
    const hint = t('installation.none-hint')
    return [...findings, { name: 'configuration', status: 'warning', message, hint }]
  }
  findings.push(await checkFolder(input, place.folder))
  let config: Config | undefined
  findings.push(
    await find('configuration', async () => {
      config = await readConfig(input)
      return { status: 'ok', message: place.file }
    }),
  )
  if (config === undefined) return findings
  if (config.homeserver.embedded) findings.push(await checkPython(input))
  findings.push(await checkDatabase(input, config))
  const isUp = await isHomeserverUp(config)
  const isServing = await isReady(config)
  findings.push(await checkHomeserver(input, config, isUp))
  findings.push(await checkAppservice(input, config, isServing))
  if (!isServing) findings.push(await checkPorts(input, config))
  findings.push(checkPages(input))
  if (isUp) findings.push(...(await checkInside(input, config, { homeserverConfig, isServing })))
  return findings
}

/** What needs a homeserver that answers. */
async function checkInside(
  input: CommandInput<unknown>,
  config: Config,
  {
    homeserverConfig,
    isServing,
  }: { readonly homeserverConfig: string | undefined; readonly isServing: boolean },
): Promise<readonly Finding[]> {
  const { io, t } = input
  const settings =
    homeserverConfig === undefined ? undefined : readSettings(homeserverConfig, io.cwd, t)
  const { file } = findPlace(input.options, io)
  const patient = { config, file, t, settings: settings ?? unreadSettings }
  const stranger = await checkIdentity(patient)
  if (stranger !== undefined) return [stranger]
  const bot = await checkBot(input, config)
  const isAdmin = bot.status === 'ok'
  const known = { isAdmin, isServing, settings, now: io.now }
  return [bot, ...(await examineHomeserver(patient, known))]
}

function checkNode(): Promise<Finding> {
  return find('node', async () => ({ status: 'ok', message: process.versions.node }))
}

function checkPython({ t }: CommandInput<unknown>): Promise<Finding> {
  return find('python', async () => {
    const { version } = await findPython()
    return { status: 'ok', message: t('doctor.python', { version: version.join('.') }) }
  })
}

function checkFolder({ t }: CommandInput<unknown>, folder: string): Promise<Finding> {
  return find('data-folder', async () => {
    const open = openToOthers(folder)
    if (open.length === 0) return { status: 'ok', message: folder }
    const message = t('doctor.open-files', { count: open.length, first: open[0] ?? '' })
    return { status: 'error', message, hint: `chmod -R go= ${folder}` }
  })
}

function checkDatabase(
  { t, io, options }: CommandInput<unknown>,
  config: Config,
): Promise<Finding> {
  return find('database', async () => {
    const { database } = config
    if ('sqlite' in database && !existsSync(database.sqlite)) {
      const { file } = findPlace(options, io)
      const { embedded } = config.homeserver
      const hint = embedded ? 'lyceum up' : t('doctor.up-existing', { file })
      return { status: 'warning', message: t('doctor.no-database'), hint }
    }
    const store = await openStore(database, config.secrets)
    try {
      const schools = await store.schools.list()
      return { status: 'ok', message: t('doctor.schools', { count: schools.length }) }
    } finally {
      await store.close()
    }
  })
}

function checkHomeserver(
  { t }: CommandInput<unknown>,
  config: Config,
  isUp: boolean,
): Promise<Finding> {
  return find('homeserver', async () => {
    const { url, embedded } = config.homeserver
    if (!isUp) {
      const message = t('doctor.not-answering', { url })
      return embedded
        ? { status: 'warning', message, hint: t('doctor.start-up') }
        : { status: 'error', message, hint: t('doctor.start-homeserver') }
    }
    const { spec, server } = await connect(config).versions()
    if (server !== undefined && isOlder(server, oldestSynapse)) {
      const message = t('doctor.old-homeserver', { server, needed: oldestSynapse })
      return { status: 'error', message, hint: t('doctor.update-homeserver') }
    }
    return { status: 'ok', message: `${server ?? ''} ${spec.at(-1) ?? ''}`.trim() }
  })
}

function checkBot({ t }: CommandInput<unknown>, config: Config): Promise<Finding> {
  return find('bot', async () => {
    const homeserver = connect(config)
    const user = await homeserver.whoAmI()
    if (await homeserver.isAdmin()) return { status: 'ok', message: user }
    return {
      status: 'error',
      message: t('doctor.not-admin', { user }),
      hint: config.homeserver.embedded
        ? t('doctor.start-up')
        : t('doctor.make-admin-existing', { folder: config.folder }),
    }
  })
}

function checkAppservice(
  { t, io, options }: CommandInput<unknown>,
  config: Config,
  isServing: boolean,
): Promise<Finding> {
  return find('appservice', async () => {
    if (isServing) return { status: 'ok', message: config.public.url }
    const message = t('doctor.not-answering', { url: config.public.url })
    const { embedded } = config.homeserver
    const { file } = findPlace(options, io)
    const hint = embedded ? t('doctor.start-up') : t('doctor.up-existing', { file })
    return { status: embedded ? 'warning' : 'error', message, hint }
  })
}

function checkPorts({ t }: CommandInput<unknown>, config: Config): Promise<Finding> {
  return find('ports', async () => {
    for (const { host, port } of [config.public, config.internal]) {
      if (await isPortFree(port, host)) continue
      const hint = t('up.port-taken-hint', { port: config.public.port + 1000 })
      return { status: 'error', message: t('up.port-taken', { port }), hint }
    }
    return { status: 'ok', message: t('doctor.ports-free') }
  })
}

function checkPages({ t }: CommandInput<unknown>): Finding {
  return arePagesBuilt()
    ? { name: 'pages', status: 'ok', message: t('doctor.pages-built') }
    : {
        name: 'pages',
        status: 'warning',
        message: t('doctor.pages-old'),
        hint: t('doctor.start-up'),
      }
}

function connect(config: Config) {
  return connectSynapse({
    url: config.homeserver.url,
    serverName: config.serverName,
    asToken: config.secrets.asToken,
    botLocalpart: config.homeserver.bot,
  })
}
