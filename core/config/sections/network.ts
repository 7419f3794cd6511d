/** The homeserver, and the two ports Lyceum listens on. */
import { z } from 'zod'

const Port = z.int().min(1).max(65_535)

const Host = z.string().regex(/^[A-Za-z0-9.:-]+$/, 'must be an address such as 127.0.0.1')

/** Without a slash at the end, so that a path can follow. */
const WebUrl = z
  .url({
    protocol: /^https?$/,
    error: 'must be an address that begins with http:// or https://',
  })
  .transform((url) => url.replace(/\/+$/, ''))

/** Pages and API lie at its root. */
const Origin = WebUrl.refine(isOrigin, {
  error: 'must end after the host and port: the pages lie at its root',
})

export const HomeserverSection = z
  .strictObject({
    url: WebUrl.default('http://127.0.0.1:8008').describe('Where Lyceum reaches the homeserver.'),
    public_url: WebUrl.optional()
      .meta({ examples: ['https://matrix.school.example.org'] })
      .describe(
        'The homeserver address that people type into a client, also printed on invitations. Without it: url.',
      ),
    bot: z
      .string()
      .regex(/^[a-z0-9._=/+-]+$/, 'must be a Matrix login: lower-case letters, digits, . _ = - / +')
      .default('lyceum')
      .describe('Login of the account that owns the rooms.'),
    embedded: z
      .boolean()
      .default(false)
      .describe(
        'true: `lyceum up` starts and stops a homeserver of its own; false: it is there already.',
      ),
  })
  .prefault({})
  .describe('The Matrix homeserver.')

export const PublicSection = z
  .strictObject({
    url: Origin.optional()
      .meta({ examples: ['https://lyceum.school.example.org'] })
      .describe(
        'Address of the pages in invitation links. Without it http://localhost with the port below, which only this computer can open.',
      ),
    host: Host.default('127.0.0.1').describe(
      'Address to listen on; 127.0.0.1 lets only a proxy on this computer through.',
    ),
    port: Port.default(8080).describe('Port of the pages and their API.'),
    clients: z
      .array(z.union([WebUrl, z.literal('vector://vector')]))
      .default([])
      .meta({ examples: [['https://chat.school.example.org']] })
      .describe(
        'Addresses of the Matrix clients that may show the pages inside themselves; links to rooms lead to the first web address. Element on computers is vector://vector. Without any, nobody may frame the pages.',
      ),
  })
  .prefault({})
  .describe('What people open in a browser.')

export const InternalSection = z
  .strictObject({
    host: Host.default('127.0.0.1').describe(
      'Address to listen on: this computer, or the network that only your servers share.',
    ),
    port: Port.default(8090).describe('Port for the homeserver and for monitoring.'),
  })
  .prefault({})
  .describe('What only the homeserver and monitoring may reach. Never open it to the internet.')

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && [url.pathname, url.search, url.hash, url.username].join('') === '/'
}
