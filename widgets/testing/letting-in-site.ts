/** A closed school to which people apply, with the pages built and a browser: for the tests of being let in. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startClosedSite, type ClosedSite } from '@lyceum/appservice/testing/closed-site.ts'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { decideApplication, type Decision } from '@lyceum/core/provision/letting-in/decide.ts'
import { personId, userId, type ClassId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'

export interface LettingInSite {
  readonly site: ClosedSite
  readonly school: School
  readonly browser: Browser
  readonly url: string
  /** Address of a new link that many use. */
  sharedLink(role: Role, cls?: ClassId): Promise<string>
  /** Address of a new slip. */
  slip(person: PersonId, role: Role): Promise<string>
  /** Somebody of the roster, in with `password`; once a person. */
  bringIn(person: PersonId): Promise<{ readonly login: string; readonly client: PersonClient }>
  readonly administrator: PersonId
  /** As the operator: what an account with this login applied for. */
  accept(login: string): Promise<void>
  decline(login: string, reason: string): Promise<void>
  stop(): Promise<void>
}

export const password = 'tiger-window-lamp-4821'
const consentText = 'Согласен на обработку персональных данных.'

const families = ['Петров', 'Иванова', 'Смирнов', 'Кузнецова', 'Соколов', 'Лебедева', 'Орлов']
const letters = 'абвгдежзиклмнопрст'

/** A pupil who applies is confirmed by a parent; consent is asked for. `lines` are added to the configuration. */
export async function startLettingInSite(
  id: string,
  lines: readonly string[] = [],
): Promise<LettingInSite> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../build.ts')])
  const school = withNames(smallSchool({ id, classes: 3, pupilsPerClass: 4 }))
  const consent = { version: '2026-09', text: { ru: consentText } }
  const site = await startClosedSite({
    schools: [school],
    lines: [
      ...lines,
      `letting_in: { confirm_pupils: { shared: parent }, consent: ${JSON.stringify(consent)} }`,
    ],
  })
  const browser = await launchBrowser()
  const { service } = site

  async function slip(person: PersonId, role: Role): Promise<string> {
    return `${service.url}/join/${(await service.invite(person, role)).token}`
  }

  async function decide(login: string, decision: Pick<Decision, 'state' | 'reason'>) {
    const user = userId(`@${login}:${site.serverName}`)
    const [application] = await service.store.applications.ofUser(user)
    if (application === undefined) throw new Error(`${login} has not applied`)
    const by = { actor: 'operator', by: 'operator' } as const
    const { state } = await decideApplication(service.engine, application.id, {
      ...decision,
      ...by,
    })
    if (state !== 'decided') throw new Error(`${login}: ${state}`)
  }

  return {
    site,
    school,
    browser,
    url: service.url,
    slip,
    async sharedLink(role, cls) {
      const { token } = await service.store.sharedLinks.issue(
        {
          school: school.info.id,
          class: cls,
          role,
          uses: undefined,
          createdBy: 'operator',
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
        new Date().toISOString(),
      )
      return `${service.url}/join/${token}`
    },
    async bringIn(person) {
      const client = await site.enter(person)
      const path = `/_synapse/admin/v1/reset_password/${encodeURIComponent(client.userId)}`
      await site.admin.request('POST', path, { new_password: password, logout_devices: false })
      return { client, login: client.userId.slice(1, client.userId.indexOf(':')) }
    },
    administrator: personId(`${id}-A1`),
    accept: (login) => decide(login, { state: 'accepted' }),
    decline: (login, reason) => decide(login, { state: 'declined', reason }),
    async stop() {
      await browser.close()
      await site.stop()
    },
  }
}

/** The names of small schools hold digits; an applicant's may not. */
function withNames(school: School): School {
  return {
    ...school,
    people: school.people.map((person, n) => ({
      ...person,
      familyName: families[n % families.length] ?? '',
      givenName: `Имя${letters[n % letters.length]}${letters[Math.floor(n / letters.length)]}`,
    })),
  }
}

export async function signInAtHome(page: Page, url: string, login: string): Promise<void> {
  await page.goto(url)
  await page.locator('input[name=username]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await page.locator('form', { has: page.locator('input[name=password]') }).press('Enter')
  await page
    .getByRole('button', { name: /^(Выйти|Sign out)$/ })
    .first()
    .waitFor()
}

export interface Applicant {
  readonly family: string
  readonly given: string
  readonly login: string
}

/** Fills in what every application asks for; the rest and the sending are the test's. */
export async function fillInApplicant(page: Page, applicant: Applicant): Promise<void> {
  await page.locator('input[name=family-name]').fill(applicant.family)
  await page.locator('input[name=given-name]').fill(applicant.given)
  await page.locator('input[name=username]').fill(applicant.login)
  await page.locator('input[name=new-password]').fill(password)
  await page.locator('input[name=consent]').check()
}

/** Applies as a page does; gives the token of the waiting page. */
export async function applyByHttp(
  link: string,
  applicant: {
    readonly login: string
    readonly name: { readonly family: string; readonly given: string }
  },
): Promise<string> {
  const address = link.replace('/join/', '/api/v1/invitations/')
  const answer = await fetch(`${address}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...applicant, password, consent: '2026-09' }),
  })
  if (answer.status !== 201) throw new Error(`redeem: ${await answer.text()}`)
  return ((await answer.json()) as { waiting: string }).waiting
}

export async function sessionOf({ site, url }: LettingInSite, client: PersonClient) {
  const openid = {
    access_token: await client.openIdToken(),
    matrix_server_name: site.serverName,
  }
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid }),
  })
  return ((await answer.json()) as { session: string }).session
}
