/** The reference school on paper: everybody gets a slip, and cameras read it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleOptions, generateSchool } from '../../examples/generate/school.ts'
import { createInstallation } from '../testing/installation.ts'
import { json, run } from '../testing/run.ts'
import { openReader } from './testing/reader.ts'

const now = Date.parse('2026-09-01T08:00:00Z')
const school = generateSchool(sampleOptions)

interface PrintedFile {
  readonly file: string
  readonly pages: number
  readonly printed: number
}

test(
  'of 1,028 people everybody gets one slip, and at least 500 read back lead to the right person',
  { timeout: 120_000 },
  async () => {
    const lyceum = await createInstallation(school)
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-sheets-'))
    const reader = await openReader()
    try {
      const argv = ['invites', 'sheets', '--out', folder, '--json', ...lyceum.at]
      const result = json(await run(argv, { now: () => now }))
      expect(result).toMatchObject({ printed: 1028, kept: 0, replaced: 0, nothing_to_print: [] })
      const files: readonly PrintedFile[] = result['files'] ?? []
      expect(files).toHaveLength(sampleOptions.classes + 1)

      const texts: string[] = []
      const found: { readonly link: string; readonly text: string }[] = []
      for (const { file, pages } of files) {
        const read = await reader.read(readFileSync(join(folder, file)), isLookedAt)
        expect([file, read.length]).toEqual([file, pages])
        for (const { text, codes } of read) {
          texts.push(text)
          found.push(...codes.map((link) => ({ link, text })))
        }
      }
      expect(found.length).toBeGreaterThanOrEqual(500)
      expect(new Set(found.map(({ link }) => link)).size).toBe(found.length)

      const names = new Map(school.people.map((person) => [person.id, nameOf(person)]))
      await lyceum.withStore(async ({ invitations }) => {
        for (const { link, text } of found) {
          expect(link).toMatch(/^HTTP:\/\/LOCALHOST:8080\/JOIN\/[0-9A-Z]{26}$/)
          const token = link.split('/').at(-1) ?? ''
          const invitation = await invitations.find(token, new Date(now).toISOString())
          expect(text).toContain(invitation === undefined ? link : names.get(invitation.person))
        }
      })

      const all = texts.join('\n')
      for (const name of names.values()) expect(all).toContain(name)
      // Every typed code once, and none twice.
      const codes = all.match(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g) ?? []
      expect([codes.length, new Set(codes).size]).toEqual([1028, 1028])
    } finally {
      reader.close()
      rmSync(folder, { recursive: true })
      lyceum.remove()
    }
  },
)

/** All pages of pupils and staff, and of each class the first parents, of 22 pupils on six pages. */
function isLookedAt(page: number): boolean {
  return page < 12
}

function nameOf({ familyName, givenName, middleName }: (typeof school.people)[number]): string {
  return [familyName, givenName, middleName].filter((part) => part !== undefined).join(' ')
}
