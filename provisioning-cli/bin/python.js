import { spawnSync } from 'node:child_process'
import { words } from './words.js'

const programs = ['python3', ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`), 'python']

const probe = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])'

/**
 * What keeps Python from running the homeserver, with the command that helps; undefined when nothing does. Asked before
 * anything is installed, so that nobody waits for a minute to learn it.
 *
 * @param {readonly string[]} [names] Programs to try.
 */
export function describeMissingPython(names = programs) {
  let found = false
  for (const name of names) {
    const version = spawnSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    })
    if (version.status !== 0 || !isNewEnough(version.stdout)) continue
    found = true
    if (spawnSync(name, ['-c', probe], { encoding: 'utf8' }).status === 0) return undefined
  }
  return found ? words().noVenv : words().noPython
}

/** @param {string} version `3.11` */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.trim().split('.').map(Number)
  return major > 3 || (major === 3 && minor >= 10)
}
