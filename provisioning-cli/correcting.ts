/** What `applications edit` changes of an application that waits. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Corrected, Correction } from '@lyceum/core/provision/letting-in/correct.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { splitFullName } from '@lyceum/core/school/full-name.ts'
import { classId, personId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import { unknown } from './selection.ts'

interface Asked {
  readonly name: string | undefined
  readonly class: readonly string[] | undefined
  readonly subject: readonly string[] | undefined
  readonly person: string | undefined
  readonly child: string | undefined
}

/** Throws `unknown-application`. */
export async function requireKnown(
  store: Store,
  id: string,
  t: Translate,
): Promise<{ readonly application: Application; readonly school: School }> {
  const application = await store.applications.find(id)
  const school = application && (await store.schools.load(application.school))
  if (application !== undefined && school !== undefined) return { application, school }
  throw new LyceumError('unknown-application', t('applications.unknown', { id }), {
    hint: 'lyceum applications list',
  })
}

/** Throws exit 64 where nothing is to change or a name is one word, and `unknown-class`. */
export function readCorrection(asked: Asked, school: School, t: Translate): Correction {
  const wrong = (message: string) => {
    const hint = 'lyceum applications edit ID --class CLASS'
    return new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
  }
  const missing = asked.class?.find((id) => !school.classes.some((one) => one.id === id))
  if (missing !== undefined) throw unknown('class', missing, school.classes)
  const name = asked.name === undefined ? undefined : splitFullName(asked.name)?.parts
  if (asked.name !== undefined && name === undefined) throw wrong(t('applications.one-word'))
  const [first, ...further] = (asked.class ?? []).map(classId)
  const { subject: subjects, person, child } = asked
  const change: Correction = {
    ...(name && { name }),
    ...(first !== undefined && { class: first, classes: further }),
    ...(subjects && { subjects }),
    ...(person !== undefined && { person: person === 'new' ? undefined : personId(person) }),
    ...(child !== undefined && { child: personId(child) }),
  }
  if (Object.keys(change).length === 0) throw wrong(t('chat.no-edit'))
  return change
}

export function describeWrong(
  id: string,
  corrected: Exclude<Corrected, { readonly state: 'corrected' }>,
  t: Translate,
): string {
  if (corrected.state === 'wrong') return t(`applications.problem.${corrected.problem}`, { id })
  if (corrected.state !== 'already-decided') return t('applications.unknown', { id })
  return t('applications.already', {
    id,
    state: t(`applications.state.${corrected.application.state}`),
  })
}
