import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { PolicyModuleSettings } from './policy-module.ts'
import { renderHomeserverYaml } from './homeserver-yaml.ts'
import { renderLogYaml } from './log-yaml.ts'
import { renderRegistrationYaml } from './registration-yaml.ts'

const paths = {
  database: '/data/homeserver.db',
  media: '/data/media',
  signingKey: '/data/signing.key',
  logConfig: '/data/log.yaml',
  registration: '/data/registration.yaml',
  registrationSharedSecret: '/data/registration-shared-secret',
  macaroonSecret: '/data/macaroon-secret',
  formSecret: '/data/form-secret',
}

const listen = { hosts: ['127.0.0.1'], port: 8008, behindProxy: false }

function homeserver(publicUrl?: string, policy?: PolicyModuleSettings) {
  const settings = {
    serverName: 'school.example',
    publicUrl,
    listen,
    botLocalpart: 'lyceum',
    paths,
    policy,
  }
  return parse(renderHomeserverYaml(settings))
}

test('nobody comes in from outside', () => {
  expect(homeserver()).toMatchObject({
    enable_registration: false,
    allow_guest_access: false,
    federation_domain_whitelist: [],
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    allow_public_rooms_without_auth: false,
    allow_public_rooms_over_federation: false,
    url_preview_enabled: false,
    report_stats: false,
  })
})

test('it listens where it is told to, for clients and the check of OpenID tokens only', () => {
  expect(homeserver().listeners).toEqual([
    {
      type: 'http',
      bind_addresses: ['127.0.0.1'],
      port: 8008,
      tls: false,
      x_forwarded: false,
      resources: [{ names: ['client', 'openid'] }],
    },
  ])
})

test('in a minute an address signs thirty people in, and an account takes at most eight wrong passwords', () => {
  const { address, account, failed_attempts: failed } = homeserver().rc_login
  const inFirstMinute = (limit: typeof failed) => limit.burst_count + 60 * limit.per_second
  expect(inFirstMinute(failed)).toBeLessThanOrEqual(8)
  expect(address.burst_count).toBeGreaterThanOrEqual(30)
  // Somebody with a phone, a tablet and a computer is not held back.
  expect(account.burst_count).toBeGreaterThanOrEqual(5)
})

test('people are found and seen only by those who share a room', () => {
  expect(homeserver()).toMatchObject({
    user_directory: { enabled: true, search_all_users: false },
    limit_profile_requests_to_users_who_share_rooms: true,
    require_auth_for_profile_requests: true,
    enable_room_list_search: false,
    room_list_publication_rules: [{ action: 'deny' }],
    presence: { enabled: false },
    encryption_enabled_by_default_for_room_type: 'off',
  })
})

test('the configuration holds no secret, only the files that do', () => {
  const { registration_shared_secret_path, macaroon_secret_key_path, form_secret_path } =
    homeserver()
  expect([registration_shared_secret_path, macaroon_secret_key_path, form_secret_path]).toEqual([
    paths.registrationSharedSecret,
    paths.macaroonSecret,
    paths.formSecret,
  ])
})

test('the public address is told only where there is one', () => {
  expect(homeserver('https://matrix.school.example')).toHaveProperty(
    'public_baseurl',
    'https://matrix.school.example',
  )
  expect(homeserver()).not.toHaveProperty('public_baseurl')
})

test('the registration takes all people, not exclusively, and our aliases exclusively', () => {
  const registration = parse(
    renderRegistrationYaml({
      serverName: 'school.example',
      asToken: 'as',
      hsToken: 'hs',
      botLocalpart: 'lyceum',
      url: 'http://127.0.0.1:8081',
    }),
  )
  expect(registration).toEqual({
    id: 'lyceum',
    url: 'http://127.0.0.1:8081',
    as_token: 'as',
    hs_token: 'hs',
    sender_localpart: 'lyceum',
    rate_limited: false,
    namespaces: {
      users: [{ regex: '@.*:school\\.example', exclusive: false }],
      aliases: [{ regex: '#_lyceum_.*:school\\.example', exclusive: true }],
      rooms: [],
    },
  })
})

test('only warnings go into the log, and it does not grow for ever', () => {
  expect(parse(renderLogYaml('/data/logs/homeserver.log'))).toMatchObject({
    root: { level: 'WARNING' },
    handlers: { file: { filename: '/data/logs/homeserver.log', when: 'midnight' } },
  })
})

test('the policy module is told where to ask, by a token that stands in a file', () => {
  const policy = {
    internalUrl: 'http://127.0.0.1:8091',
    tokenFile: '/data/policy-token',
    bot: '@lyceum:school.example',
    forbidEncryption: false,
  }
  expect(homeserver(undefined, policy).modules).toEqual([
    {
      module: 'lyceum_policy.LyceumPolicy',
      config: {
        base_url: 'http://127.0.0.1:8091/policy',
        authorization_path: '/data/policy-token',
        bot: '@lyceum:school.example',
        forbid_encryption: false,
      },
    },
  ])
  expect(homeserver()).not.toHaveProperty('modules')
})
