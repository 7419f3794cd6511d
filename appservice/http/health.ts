import type { FastifyInstance } from 'fastify'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { ModuleSeen } from '../policy/module-seen.ts'

interface Dependencies {
  readonly store: Pick<Store, 'schools'>
  readonly homeserver: Pick<Homeserver, 'whoAmI'>
  readonly seen: ModuleSeen
}

const patienceMs = 3000

/** `/healthz`: the process answers. `/readyz`: what it needs answers too. */
export function addHealthRoutes(
  server: FastifyInstance,
  { store, homeserver, seen }: Dependencies,
): void {
  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (_request, reply) => {
    const [database, matrix] = await Promise.all([
      answers(store.schools.list()),
      answers(homeserver.whoAmI()),
    ])
    const ready = database && matrix
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not-ready',
      database: database ? 'ok' : 'no-answer',
      homeserver: matrix ? 'ok' : 'no-answer',
      // Of the module in the homeserver; it is ready without it, but nothing is asked.
      policy_module_seen_at: seen.at() ?? null,
    })
  })
}

async function answers(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeOut = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs)
  })
  const answer = work.then(
    () => true,
    () => false,
  )
  const result = await Promise.race([answer, timeOut])
  clearTimeout(timer)
  return result
}
