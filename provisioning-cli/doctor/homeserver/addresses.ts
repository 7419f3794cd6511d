/** The addresses that people use, and the clocks. */
import { ask } from './ask.ts'
import { find, type Finding } from '../findings.ts'
import { inForce, type Patient, type Result } from './patient.ts'

/** A home router may not lead its own addresses back inside, so silence is a warning and another's answer an error. */
export async function checkAddresses(
  patient: Patient,
  isServing: boolean,
): Promise<readonly Finding[]> {
  const { config } = patient
  const { homeserver, public: site } = config
  const versions = { key: 'homeserver.public_url', path: '/_matrix/client/versions' }
  const pages = { key: 'public.url', path: '/api/v1/openapi.json' }
  const local = `http://${site.host === '0.0.0.0' ? '127.0.0.1' : site.host}:${site.port}`
  const asked = [
    await find('homeserver-address', () =>
      compare(patient, homeserver.publicUrl, homeserver.url, versions),
    ),
  ]
  if (!isServing) return asked
  return [...asked, await find('pages-address', () => compare(patient, site.url, local, pages))]
}

async function compare(
  patient: Patient,
  url: string,
  target: string,
  { key, path }: { readonly key: string; readonly path: string },
): Promise<Result> {
  const { t, file } = patient
  if (url === target) return inForce(patient)
  const [shown, real] = await Promise.all(
    [url, target].map((one) => ask(one, 'GET', path).catch(() => undefined)),
  )
  const hint = t('doctor.address-hint', { key, file, target })
  if (shown === undefined) {
    return { status: 'warning', message: t('doctor.address-silent', { url }), hint }
  }
  if (JSON.stringify(shown.body) === JSON.stringify(real?.body)) return inForce(patient)
  return { status: 'error', message: t('doctor.address-other', { url }), hint }
}

/** More than a minute breaks what expires soon; the header counts in whole seconds. */
const mostSkewMs = 60_000

export function checkClock(patient: Patient, now: () => number): Promise<Finding> {
  return find('clock', async () => {
    const { t, config } = patient
    const { date } = await ask(config.homeserver.url, 'GET', '/_matrix/client/versions')
    const skew = date === undefined ? 0 : Math.abs(date - now())
    if (skew <= mostSkewMs) return inForce(patient)
    const message = t('doctor.skew', { seconds: Math.round(skew / 1000) })
    return { status: 'error', message, hint: t('doctor.skew-hint') }
  })
}
