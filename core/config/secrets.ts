/** Reads the secret files that the configuration names. What is wrong is reported with the command that repairs it. */
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConfigFile } from './schema.ts'
import type { Secrets } from './settings.ts'

type SecretKey = keyof ConfigFile['secrets']

/** For others to read or write, or for the group to write. The group may read: a service of its own user needs that. */
const tooOpen = 0o027
const minimumLength = 32

export async function readSecrets(
  files: ConfigFile['secrets'],
  folder: string,
  report: (key: SecretKey, message: string) => void,
): Promise<Secrets> {
  const read = async (key: SecretKey) => {
    const path = resolve(folder, files[key])
    const result = await readSecret(path)
    if (result.problem !== undefined) report(key, result.problem)
    return result.secret
  }
  return {
    asToken: await read('as_token_file'),
    hsToken: await read('hs_token_file'),
    aliasKey: await read('alias_key_file'),
    invitationKey: await read('invitation_key_file'),
  }
}

/** Whoever runs the database chose it, so it may be shorter than a secret of ours. */
export async function readPassword(
  file: string | undefined,
  folder: string,
  report: (message: string) => void,
): Promise<string | undefined> {
  if (file === undefined) return undefined
  const path = resolve(folder, file)
  const { secret, problem } = await readPrivate(path)
  if (problem !== undefined) report(problem)
  else if (secret === '') report(`${path} is empty`)
  return secret
}

async function readSecret(path: string): Promise<{ secret: string; problem?: string }> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) {
    const make = `(umask 077; openssl rand -hex 32 > ${path})`
    return { secret: '', problem: `there is no file ${path}; if it never existed: ${make}` }
  }
  const { secret, problem } = await readPrivate(path)
  if (problem !== undefined) return { secret, problem }
  if (secret.length < minimumLength || /\s/.test(secret)) {
    return {
      secret,
      problem: `${path} must hold one secret of at least ${minimumLength} characters`,
    }
  }
  return { secret }
}

async function readPrivate(path: string): Promise<{ secret: string; problem?: string }> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return { secret: '', problem: `there is no file ${path}` }
  if ((found.mode & tooOpen) !== 0) {
    return { secret: '', problem: `others can read or change ${path}: chmod 600 ${path}` }
  }
  const secret = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
  if (secret === undefined) return { secret: '', problem: `${path} cannot be read by this user` }
  return { secret }
}
