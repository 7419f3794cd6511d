import { z } from 'zod'
import { userId, type UserId } from '../../school/ids.ts'
import { path, type JsonConnection } from '../http.ts'
import type { ServerInfo } from '../ports.ts'
import { absentAsUndefined } from './room-reading.ts'

const Versions = z.object({ versions: z.array(z.string()) })
const ServerVersion = z.object({ server_version: z.string() })
const WhoAmI = z.object({ user_id: z.string().transform(userId) })
const AdminFlag = z.object({ admin: z.boolean() })

export function serverInfo(http: JsonConnection, bot: UserId): ServerInfo {
  return {
    async versions() {
      const { versions: spec } = await http.send({
        operation: 'tell its versions',
        method: 'GET',
        path: '/_matrix/client/versions',
        repeat: 'safe',
        answer: Versions,
      })
      const server = await absentAsUndefined(() =>
        http.send({
          operation: 'tell its version',
          method: 'GET',
          path: '/_synapse/admin/v1/server_version',
          repeat: 'safe',
          answer: ServerVersion,
        }),
      )
      return { spec, server: server === undefined ? undefined : `Synapse ${server.server_version}` }
    },

    async whoAmI() {
      const answer = await http.send({
        operation: 'tell who we are',
        method: 'GET',
        path: '/_matrix/client/v3/account/whoami',
        repeat: 'safe',
        answer: WhoAmI,
      })
      return answer.user_id
    },

    async isAdmin() {
      const answer = await absentAsUndefined(() =>
        http.send({
          operation: 'tell whether we administer it',
          method: 'GET',
          path: path`/_synapse/admin/v1/users/${bot}/admin`,
          repeat: 'safe',
          answer: AdminFlag,
        }),
      )
      return answer?.admin ?? false
    },
  }
}
