/**
 * Sessions of waiting pages of this browser, newest first: one family shares a computer. They are never in an address, which
 * would be read over a shoulder or sent on.
 */
import * as z from 'zod/mini'
import { readJson, writeJson } from './storage.ts'

const key = 'lyceum.waiting'
const most = 8

export function waitingTokens(): readonly string[] {
  return readJson(key, z.array(z.string())) ?? []
}

export function rememberWaiting(token: string): boolean {
  const others = waitingTokens().filter((one) => one !== token)
  return writeJson(key, [token, ...others].slice(0, most))
}

export function forgetWaiting(token: string): void {
  const others = waitingTokens().filter((one) => one !== token)
  writeJson(key, others.length === 0 ? undefined : others)
}
