import { checkLogin } from '@lyceum/core/school/login-names.ts'
import { checkPassword } from '@lyceum/core/school/password.ts'
import type { Problem } from '../http/problems.ts'
import type { NamedPerson } from './person-of.ts'
import { joinProblems } from './problems.ts'

export interface NewAccount {
  readonly login: string
  readonly password: string
}

export function checkNewAccount(
  request: { readonly login?: string | undefined; readonly password: string },
  person: NamedPerson,
  bot: string,
): NewAccount | Problem {
  const { login, password } = request
  if (login === undefined || login === '') return joinProblems.loginInvalid('missing')
  const invalid = checkLogin(login, [bot])
  if (invalid !== undefined) return joinProblems.loginInvalid(invalid)
  return checkNewPassword(password, login, person) ?? { login, password }
}

export function checkNewPassword(
  password: string,
  login: string,
  person: NamedPerson | undefined,
): Problem | undefined {
  const { problem } = checkPassword(password, [login, ...(person?.names ?? [])])
  return problem === undefined ? undefined : joinProblems.passwordWeak(problem)
}
