/** Links that many use, as the commands make and show them (DESIGN §6). */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { classId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import type { SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import { linkOf, type SharedLinkRow } from './invitations.ts'
import { selectSchools, theSchool, unknown, type Selection } from './selection.ts'

interface WantedLink extends Selection {
  readonly uses: number | undefined
  readonly name: string | undefined
}

export interface SharedLinkInput {
  readonly store: Store
  readonly expireDays: number
  /** Milliseconds since 1970. */
  readonly now: number
  readonly publicUrl: string
}

const dayMs = 86_400_000

/** Throws what is missing, exit 64, and `unknown-class`. Noted in the journal. */
export async function issueSharedLink(
  { store, expireDays, now, publicUrl }: SharedLinkInput,
  wanted: WantedLink,
  t: Translate,
): Promise<SharedLinkRow> {
  const role = checkWanted(wanted, t)
  const school = await theSchool(store, wanted.school)
  const { class: cls } = wanted
  if (cls !== undefined && !school.classes.some(({ id }) => id === cls)) {
    throw unknown('class', cls, school.classes)
  }
  const at = new Date(now).toISOString()
  const issued = await store.sharedLinks.issue(
    {
      school: school.info.id,
      class: cls === undefined ? undefined : classId(cls),
      role,
      uses: wanted.uses,
      createdBy: 'operator',
      expiresAt: new Date(now + expireDays * dayMs).toISOString(),
    },
    at,
  )
  const { id } = issued.link
  await store.journal.append({
    at,
    actor: 'operator',
    action: 'shared-link-issued',
    school: school.info.id,
    details: { link: id, role },
  })
  const secrets = { url: linkOf(issued, publicUrl), code: issued.code }
  return sharedLinkRow(issued.link, school, secrets)
}

function checkWanted({ role, class: cls, person, name }: WantedLink, t: Translate): Role {
  const hint = 'lyceum invites create --shared --role pupil --class CLASS'
  const wrong = (message: string) =>
    new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
  if (role === undefined) throw wrong(t('invites.shared.no-role'))
  if (role === 'administrator' && cls !== undefined) throw wrong(t('invites.shared.no-class'))
  if (person !== undefined || name !== undefined) throw wrong(t('invites.shared.no-person'))
  return role
}

/** Open ones, or all; none where a person is asked for. */
export async function listSharedLinks(
  store: Store,
  { school: asked, class: cls, role, person }: Selection,
  { all, at }: { readonly all: boolean; readonly at: string },
): Promise<readonly SharedLinkRow[]> {
  if (person !== undefined) return []
  const rows: SharedLinkRow[] = []
  for (const { id } of await selectSchools(store, asked)) {
    const school = await store.schools.load(id)
    if (school === undefined) continue
    const links = (await store.sharedLinks.ofSchool(id, at)).filter((link) => {
      const isMeant = (cls ?? link.class) === link.class && (role ?? link.role) === link.role
      return isMeant && (all || link.status === 'open')
    })
    rows.push(...links.map((link) => sharedLinkRow(link, school)))
  }
  return rows
}

function sharedLinkRow(
  link: SharedLink,
  { info, classes }: School,
  secrets?: { readonly url: string; readonly code: string },
): SharedLinkRow {
  const { class: cls } = link
  return {
    id: link.id,
    url: secrets?.url ?? null,
    code: secrets?.code ?? null,
    school: info.id,
    school_name: info.name,
    class: cls ?? null,
    class_name: cls === undefined ? null : (classes.find(({ id }) => id === cls)?.label ?? cls),
    role: link.role,
    person: null,
    shared: true,
    status: link.status,
    expires_at: link.expiresAt,
    uses: link.uses ?? null,
    used: link.used,
  }
}
