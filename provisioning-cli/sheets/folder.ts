/** The folder of the sheets. Whoever reads a file can enter as the people in it, so others on the machine cannot. */
import { existsSync } from 'node:fs'
import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LyceumError } from '@lyceum/core/errors.ts'

/** Before the first code is issued: a paper that cannot be written down is lost. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new LyceumError('folder-not-writable', `Cannot write into ${folder}.`, {
      hint: 'Name another folder with --out.',
      cause,
    })
  }
}

/**
 * Whole or not at all. An older file of the same name stays (`class-5A-2.pdf` is written beside it): its papers may
 * not be printed yet, and nobody can print them again. `replace` when none of its papers works any more. Gives the
 * file's name.
 */
export async function writeSheet(
  folder: string,
  name: string,
  content: Uint8Array,
  replace: boolean,
): Promise<string> {
  const file = replace ? `${name}.pdf` : freeName(folder, name)
  const partial = join(folder, `.${file}.partial`)
  try {
    await rm(partial, { force: true })
    await writeFile(partial, content, { mode: 0o600, flag: 'wx', flush: true })
    await rename(partial, join(folder, file))
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {})
    throw new LyceumError('sheet-not-written', `Cannot write ${file} into ${folder}.`, {
      hint: 'Make room on the disk or name another folder with --out, then repeat the command.',
      cause,
    })
  }
  return file
}

function freeName(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${name}.pdf` : `${name}-${number}.pdf`
    if (!existsSync(join(folder, file))) return file
  }
}
