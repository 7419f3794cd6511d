/**
 * Applying by a link that many use. The application waits; until it is accepted an account that was made for it can do nothing:
 * it is suspended before it has a password, so nobody was ever signed in to one that was not. The order makes it safe to die
 * anywhere: the claim of the login comes before the account, and the same password goes on from there (`login-claims.ts`);
 * once the application stands, whoever decides it also decides what becomes of the account.
 */
import { submitApplication } from '@lyceum/core/provision/letting-in/submit.ts'
import { nameParts, type ApplicantName } from '@lyceum/core/school/application.ts'
import { localpartOf, userId, type UserId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import { hashOfBearer, newBearer } from '../http/bearer.ts'
import { userOfToken } from '../http/openid.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { checkAccountFits } from './account-kinds.ts'
import { inTurn } from './account-turn.ts'
import { readApplicant, type Applicant } from './applicant.ts'
import { checkNewAccount } from './check-request.ts'
import type { JoinContext } from './context.ts'
import { joinProblems, linkProblem } from './problems.ts'
import { redeemed, signedIn, type Redeemed } from './redeemed.ts'
import type { RedeemRequest, WithOpenId, WithPassword } from './requests.ts'
import { makeWaitingAccount } from './waiting-account.ts'

/** Of one address: whoever applied goes on by the password, which others who have the link must not find by trying. */
export interface PasswordGuesses {
  areOver(login: string): boolean
  note(login: string): void
}

export async function applyByLink(
  join: JoinContext,
  link: SharedLink,
  request: RedeemRequest,
  guesses: PasswordGuesses,
): Promise<Redeemed | Problem> {
  // With its uses used up somebody may still be in the middle of applying.
  if (link.status === 'expired' || link.status === 'revoked') return joinProblems[link.status]
  const school = await join.store.schools.load(link.school)
  if (school === undefined) return joinProblems.revoked
  return 'openid' in request
    ? applyWithAccount(join, link, school, request)
    : applyWithNewAccount(join, { link, school, guesses }, request)
}

interface Applying {
  readonly link: SharedLink
  readonly school: School
  readonly guesses: PasswordGuesses
}

async function applyWithNewAccount(
  join: JoinContext,
  { link, school, guesses }: Applying,
  request: WithPassword,
): Promise<Redeemed | Problem> {
  const { homeserver, engine } = join
  const { consent } = engine.lettingIn
  const applicant = readApplicant(request, { link, school, consent, knownName: undefined })
  if (isProblem(applicant)) return applicant
  const { givenName, familyName, middleName = '' } = applicant.name
  const person = { givenName, names: [givenName, familyName, middleName] }
  const account = checkNewAccount(request, person, localpartOf(homeserver.bot))
  if (isProblem(account)) return account
  const user = userId(`@${account.login}:${homeserver.serverName}`)
  return inTurn(join, user, async () => {
    if (guesses.areOver(account.login)) return joinProblems.loginTaken([])
    const made = await makeWaitingAccount(join, link, user, account.password, givenName)
    if (made?.type === loginTaken) guesses.note(account.login)
    if (made !== undefined) return made
    const waiting = await submit(join, link, applicant, { user, madeAccount: true })
    return typeof waiting === 'string' ? signedIn(join, user, waiting) : waiting
  })
}

const loginTaken = joinProblems.loginTaken([]).type

/** Never suspended, erased or signed out: it gains nothing until the application is accepted. */
async function applyWithAccount(
  join: JoinContext,
  link: SharedLink,
  school: School,
  request: WithOpenId,
): Promise<Redeemed | Problem> {
  const { homeserver, engine } = join
  const user = await userOfToken(homeserver, request.openid)
  if (user === undefined) return joinProblems.openIdInvalid
  if (user === homeserver.bot) return joinProblems.accountNotAllowed
  return inTurn(join, user, async () => {
    const refused = await checkAccountFits(join, user, [link.role])
    if (refused !== undefined) return refused
    const knownName = await nameOf(join, user, school)
    const { consent } = engine.lettingIn
    const applicant = readApplicant(request, { link, school, consent, knownName })
    if (isProblem(applicant)) return applicant
    const waiting = await submit(join, link, applicant, { user, madeAccount: false })
    return typeof waiting === 'string' ? redeemed(join, user, null, waiting) : waiting
  })
}

/** Gives the token of the waiting page. */
async function submit(
  join: JoinContext,
  link: SharedLink,
  { name, childName, class: cls, classes, subjects, consentVersion }: Applicant,
  account: { readonly user: UserId; readonly madeAccount: boolean },
): Promise<string | Problem> {
  const { engine, store } = join
  const waiting = newBearer()
  const waitingHash = hashOfBearer(waiting)
  const added = await submitApplication(engine, {
    kind: 'join',
    link: link.id,
    school: link.school,
    role: link.role,
    class: cls,
    classes,
    subjects,
    chat: undefined,
    name,
    childName,
    child: undefined,
    person: undefined,
    waitingHash,
    consentVersion,
    ...account,
  })
  switch (added.state) {
    case 'added':
      return waiting
    case 'already-waiting':
      // The answer was lost, or the button was pressed twice: the newest page is the one that counts.
      await store.applications.renewWaiting(added.application.id, waitingHash)
      return waiting
    case 'link-used':
    case 'link-full':
    case 'link-closed':
      return linkProblem(added.state)
  }
}

/** As the school knows the person already, or another one does. */
async function nameOf(
  { store }: JoinContext,
  user: UserId,
  school: School,
): Promise<ApplicantName | undefined> {
  for (const id of await store.accounts.personsOf(user)) {
    const elsewhere = await store.accounts.schoolsOf(id)
    for (const one of new Set([school.info.id, ...elsewhere])) {
      const of = one === school.info.id ? school : await store.schools.load(one)
      const person = of?.people.find((someone) => someone.id === id)
      if (person !== undefined) return nameParts(person)
    }
  }
  return undefined
}
