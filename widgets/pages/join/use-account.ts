import { checkLogin } from '@lyceum/core/school/login-names.ts'
import { useRef, useState, type RefObject } from 'react'
import type { Refusal } from '../../api/ask.ts'
import type { Invitation } from '../../api/invitations.ts'
import type { FieldProblem } from './field-problems.ts'

export interface AccountDraft {
  readonly login: string
  readonly password: string
  readonly wrongLogin: FieldProblem | undefined
  readonly wrongPassword: FieldProblem | undefined
  /** Logins that are free in place of one that is taken. */
  readonly free: readonly string[]
  readonly loginField: RefObject<HTMLInputElement | null>
  readonly passwordField: RefObject<HTMLInputElement | null>
  setLogin(login: string): void
  setPassword(password: string): void
}

interface UseAccount extends AccountDraft {
  /** Undefined, with the problem shown, where something is wanting. */
  check(): { readonly login: string; readonly password: string } | undefined
  /** True when the refusal is shown at one of these fields. */
  refuse(refusal: Refusal): boolean
}

/** Login and password of an account that is being made, or a new password for one whose login is fixed. */
export function useAccount(invitation: Invitation): UseAccount {
  const isFixed = invitation.login.fixed
  const [login, setLogin] = useState(invitation.login.suggested ?? '')
  const [password, setPassword] = useState('')
  const [wrongLogin, setWrongLogin] = useState<FieldProblem>()
  const [wrongPassword, setWrongPassword] = useState<FieldProblem>()
  const [free, setFree] = useState<readonly string[]>([])
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  function refuseLogin(problem: FieldProblem, suggestions: readonly string[] = []): true {
    setWrongLogin(problem)
    setFree(suggestions)
    loginField.current?.focus()
    return true
  }

  function refusePassword(problem: FieldProblem): true {
    setWrongPassword(problem)
    passwordField.current?.focus()
    return true
  }

  return {
    login,
    password,
    wrongLogin,
    wrongPassword,
    free,
    loginField,
    passwordField,
    setLogin(typed) {
      setLogin(typed)
      setWrongLogin(undefined)
      setFree([])
    },
    setPassword(typed) {
      setPassword(typed)
      setWrongPassword(undefined)
    },
    check() {
      const name = login.trim().toLowerCase()
      const problem = name === '' ? 'missing' : checkLogin(name)
      const isWrong = problem !== undefined && !isFixed && refuseLogin(`login-${problem}`)
      if (isWrong) return undefined
      if (password === '') refusePassword('password-missing')
      return password === '' ? undefined : { login: name, password }
    },
    refuse({ name, reason, suggestions }) {
      if (name === 'login-taken') return refuseLogin('login-taken', suggestions)
      if (name === 'login-invalid') return refuseLogin(`login-${reason}`)
      return name === 'password-weak' && refusePassword(`password-${reason}`)
    },
  }
}
