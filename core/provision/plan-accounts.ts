/**
 * `accounts: ahead`: who gets an account at import, and which. Only a name that somebody gave (the roster, or the
 * template of the configuration) makes one. What may be somebody else's account is never taken: a template's name that
 * already stands for another person is left alone, and so is everybody whose account the homeserver does not have yet
 * where it is not ours to make. Two persons of whom the roster says the same account are one human being.
 */
import type { PersonId, SchoolId, UserId } from '../school/ids.ts'
import type { Person, School } from '../school/people.ts'
import type { RosterProblem } from '../school/roster.ts'
import type { PersonAccount } from '../store/account-state.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'
import { nameAccount } from './name-account.ts'

export interface AccountsPlan {
  readonly actions: readonly Action[]
  /** Of whom an account is made or taken up by this plan. */
  readonly users: ReadonlyMap<PersonId, UserId>
  readonly leftAlone: Readonly<Record<string, number>>
  readonly problems: readonly RosterProblem[]
}

export interface AccountsInput {
  readonly school: SchoolId
  readonly people: readonly Person[]
  /** As the roster says them; what is stored does not know of accounts. */
  readonly incoming: School | undefined
  readonly known: readonly PersonAccount[]
  /** For problems: the roster's source. */
  readonly source: string
}

/** Requests: with `register: false` one for each person without an account, else none. */
export async function planAccounts(engine: Engine, input: AccountsInput): Promise<AccountsPlan> {
  const users = new Map<PersonId, UserId>()
  const problems: RosterProblem[] = []
  const leftAlone: Record<string, number> = {}
  const found = { actions: [], users, leftAlone, problems }
  if (engine.accounts.mode !== 'ahead') return found
  const bound = new Set(input.known.map((one) => one.person))
  const said = new Map(input.incoming?.people.map((one) => [one.id, one]))
  const chosen = await Promise.all(
    input.people
      .filter((person) => !bound.has(person.id))
      .map(async (stored) => {
        const person = said.get(stored.id) ?? stored
        return { person: person.id, ...(await choose(engine, input, person)) }
      }),
  )
  for (const { person, user, left, problem } of chosen) {
    if (user !== undefined) users.set(person, user)
    if (left !== undefined) leftAlone[left] = (leftAlone[left] ?? 0) + 1
    if (problem !== undefined) problems.push(problem)
  }
  const actions = [...users].map(([person, user]): Action => ({ kind: 'register', person, user }))
  return { ...found, actions }
}

interface Choice {
  readonly user?: UserId
  readonly left?: string
  readonly problem?: RosterProblem
}

async function choose(engine: Engine, input: AccountsInput, person: Person): Promise<Choice> {
  const { homeserver, store, accounts, limit } = engine
  const named = nameAccount(person, input.school, accounts, homeserver.serverName)
  if (named === undefined) return { left: 'no-account-name' }
  if ('wrong' in named) {
    return named.by === 'template'
      ? { left: 'no-account-name' }
      : { problem: wrongName(input, person.id, named.wrong, homeserver.serverName) }
  }
  const { user, by } = named
  if (user === homeserver.bot) return { problem: wrongName(input, person.id, 'bot', '') }
  if (
    by === 'template' &&
    (await store.accounts.personsOf(user)).some((one) => one !== person.id)
  ) {
    return { left: 'account-of-another-person' }
  }
  if (accounts.register) return { user }
  const account = await limit(() => homeserver.account(user))
  if (account === undefined) return { left: 'not-signed-in-yet' }
  return account.deactivated ? { left: 'deactivated-account' } : { user }
}

function wrongName(
  { source, school }: AccountsInput,
  person: PersonId,
  why: 'foreign' | 'invalid' | 'bot',
  serverName: string,
): RosterProblem {
  const what = {
    foreign: `is of another homeserver than ${serverName}`,
    invalid: 'is no Matrix id (lower case letters, digits and . _ = - / +)',
    bot: 'is the account that owns the rooms',
  }
  return {
    severity: 'error',
    file: source,
    message: `The account named for person ${person} of school ${school} ${what[why]}.`,
    hint: 'Correct it in the roster, or leave the field empty.',
  }
}
