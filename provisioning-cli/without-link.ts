/** People in a school for whom no link is issued, and what is to be done first. */
import { LyceumError } from '@lyceum/core/errors.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import { rowsWithoutRole } from './people-rows.ts'
import type { Member } from './selection.ts'

/** Who left and is back in the roster keeps the account, and `apply` unlocks it: neither link would help before. */
export function refuseLocked({ account, person }: Member, t: Translate): void {
  if (account === undefined || !isOver(account.state)) return
  throw new LyceumError('account-locked', t('person.account-locked', { id: person.id }), {
    hint: 'lyceum apply',
  })
}

/** Does nothing for somebody who has a role, or is in no school. */
export async function refuseWithoutRole(store: Store, id: string, t: Translate): Promise<void> {
  const nothingElse = { school: undefined, class: undefined, role: undefined }
  const [row] = await rowsWithoutRole(store, { ...nothingElse, person: id }, new Set())
  if (row === undefined || row.name === null) return
  throw new LyceumError('no-role', t('person.no-role'), { hint: `lyceum person show ${id}` })
}
