/** `node examples/generate/main.ts --out FOLDER [--pupils N] [--classes N] [--teachers N] [--parents N] [--seed N] [--schools N]` */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { renderOneRoster } from './oneroster.ts'
import { generateSchools, sampleOptions } from './school.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'examples/school' },
    pupils: { type: 'string' },
    classes: { type: 'string' },
    teachers: { type: 'string' },
    parents: { type: 'string' },
    seed: { type: 'string' },
    schools: { type: 'string' },
  },
})

const schools = generateSchools(
  {
    pupils: whole(values.pupils, sampleOptions.pupils),
    classes: whole(values.classes, sampleOptions.classes),
    teachers: whole(values.teachers, sampleOptions.teachers),
    parents: whole(values.parents, sampleOptions.parents),
    seed: whole(values.seed, sampleOptions.seed),
  },
  whole(values.schools, 1),
)
await mkdir(values.out, { recursive: true })
for (const [name, text] of renderOneRoster(schools)) await writeFile(join(values.out, name), text)

function whole(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is not a whole number.`)
  return Number(text)
}
