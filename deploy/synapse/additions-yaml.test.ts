import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderAdditionsYaml } from './additions-yaml.ts'
import { policyModule } from './policy-module.ts'
import { schoolSettings } from './school-settings.ts'

const owner = { serverName: 'school.example', botLocalpart: 'lyceum' }
const policy = {
  internalUrl: 'http://127.0.0.1:8091',
  tokenFile: '/etc/matrix-synapse/lyceum-policy-token',
  bot: '@lyceum:school.example',
  forbidEncryption: false,
}
const text = renderAdditionsYaml({
  ...owner,
  publicUrl: 'https://matrix.school.example',
  registration: '/etc/matrix-synapse/lyceum-registration.yaml',
  policy,
})

test('every setting of a closed school is in the lines for a homeserver that exists', () => {
  const settings = schoolSettings(owner).map(({ key, value }) => [key, value])
  expect(parse(text)).toEqual({
    app_service_config_files: ['/etc/matrix-synapse/lyceum-registration.yaml'],
    public_baseurl: 'https://matrix.school.example',
    modules: [policyModule(policy)],
    ...Object.fromEntries(settings),
  })
})

test('each line has a comment of its own, which says why', () => {
  for (const { key, why } of schoolSettings(owner)) {
    expect(why).not.toBe('')
    expect(text).toMatch(new RegExp(`# .*\n${key}:`))
  }
})

test('what cannot be said for somebody else’s listeners is said as a comment', () => {
  expect(text).toContain('#     resources: [{names: [client, openid]}]')
})
