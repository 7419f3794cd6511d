import { parseDocument } from 'yaml'
import { expect, test } from 'vitest'
import { renderExampleConfig } from './example.ts'
import { ConfigFile } from './schema.ts'

test('config.example.yaml is what the schema prints.', async () => {
  await expect(renderExampleConfig()).toMatchFileSnapshot('../../config.example.yaml')
})

test('As it is, the example is a configuration with every default.', () => {
  const document = parseDocument(renderExampleConfig())
  expect(document.errors).toEqual([])
  const sections = document.toJS() as Record<string, unknown>
  const given = Object.entries(sections).filter(([, section]) => section !== null)
  expect(given).toEqual([['server_name', 'school.example.org']])
})

test('With every "#" taken away the example sets each key to its default.', () => {
  // There is one database: a file or PostgreSQL.
  const oneDatabase = renderExampleConfig().replace(/^ *#postgres:.*$/m, '')
  const text = oneDatabase.replace(/^( *)#(?! \S)/gm, '$1')
  const shown = ConfigFile.parse(parseDocument(text).toJS())
  const defaults = ConfigFile.parse({ server_name: 'school.example.org' })
  expect(shown).toEqual({
    ...defaults,
    homeserver: { ...defaults.homeserver, public_url: 'https://matrix.school.example.org' },
    database: { sqlite: 'lyceum.db' },
    accounts: { ...defaults.accounts, template: '{id}' },
    public: { ...defaults.public, url: 'https://lyceum.school.example.org' },
    letting_in: {
      ...defaults.letting_in,
      consent: { version: '2026-09', text: { ru: 'Согласен на обработку персональных данных.' } },
    },
    phone: {
      gateway: {
        url: 'https://sms.example.org/send',
        method: 'POST',
        headers: { authorization: `Bearer $\{file:secrets/sms_token}` },
        body: 'to={number}&text={text}',
        format: 'form',
        success_contains: 'OK',
      },
      kind: 'sms',
      roles: ['teacher', 'parent'],
    },
    roster: { roles: { mentor: 'teacher', professor: 'teacher', aide: 'none' } },
  })
})

test('Every key is described.', () => {
  const blocks = renderExampleConfig().split('\n\n')
  const keys = blocks.filter((block) => /^ *#?[a-z_]+:/m.test(block))
  expect(keys.filter((block) => !/^ *# \S/.test(block))).toEqual([])
})
