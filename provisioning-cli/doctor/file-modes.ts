import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Rights of the group and of others, of which a school's data needs none. */
const others = 0o077

/** The folder itself where others may enter it; else nothing below matters, since nobody else gets there. */
export function openToOthers(folder: string): readonly string[] {
  if ((lstatSync(folder).mode & others) === 0) return []
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => {
      const status = lstatSync(path)
      return status.isFile() && (status.mode & others) !== 0
    })
  return [folder, ...inside]
}
