import { fullName, type Role } from '@lyceum/core/school/people.ts'
import { may } from '@lyceum/core/school/rights/may.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import { mayInvite, mayShare } from '../../../people/invite-rights.ts'
import { inviteesOf, issueFor, type Invitee } from '../../../people/invitees.ts'
import { issueShared } from '../../../people/shared-links.ts'
import { choose } from '../choose.ts'
import type { Answer, Asked, BotContext, Command } from '../command.ts'
import { findClass, isNamed, ownSchools, readings, type NamedClass } from '../own-school.ts'
import { fold } from '../words.ts'

/** As the HTTP side gives them. */
const days = 14

const roleWords: readonly (readonly [RegExp, Role])[] = [
  [/^(pupils?|учени[а-я]+)$/, 'pupil'],
  [/^(parents?|родител[а-я]+)$/, 'parent'],
  [/^(teachers?|учител[а-я]+)$/, 'teacher'],
  [/^(administrators?|администратор[а-я]*)$/, 'administrator'],
]
const personal = /^(personal|личн[а-я]+|кажд[а-я]+)$/

/**
 * `invite 5A`: one link for the class, whose applications wait. `invite 5A personal`: a link for each who has not entered;
 * that takes their slips away, so it is never done unasked. `invite Petrov`: a link for one.
 */
export const inviteCommand: Command = {
  name: 'invite',
  rights: ['invite-pupil', 'invite-parent', 'invite-staff'],
  async run(context, asked) {
    const { rest, texts, standing } = asked
    if (rest === '') return { text: texts.inviteExample }
    const schools = await ownSchools(context, asked)
    const isMine = (school: NamedClass['school']['info']['id'], cls: NamedClass['id']) =>
      may(standing, 'invite-pupil', { school, class: cls }).allowed
    const named = findClass(schools, rest, isMine)
    if (named !== undefined) return inviteClass(context, asked, named)
    // A class that is not one's own must not become the whole school.
    const role = fold(rest).includes(' ') ? undefined : roleIn(rest)
    const [first] = schools
    if (role !== undefined && first !== undefined) {
      const mine = schools.find(({ school }) => {
        return mayShare(standing, role, { school: school.info.id, class: undefined }).allowed
      })
      const { school } = mine ?? first
      return share(context, asked, { school, role, cls: undefined })
    }
    if (roleIn(rest) !== undefined || /^\d{1,2}(\s|$|\p{L}(\s|$))/u.test(rest)) {
      return { text: texts.noSuchClass }
    }
    return inviteOne(context, asked)
  },
}

function roleIn(text: string): Role | undefined {
  const words = fold(text).split(' ')
  return roleWords.find(([word]) => words.some((one) => word.test(one)))?.[1]
}

async function inviteClass(
  context: BotContext,
  asked: Asked,
  { school, id, label, rest }: NamedClass,
): Promise<Answer> {
  const role = roleIn(rest) ?? 'pupil'
  const target = { school: school.info.id, class: id }
  const right = mayShare(asked.standing, role, target)
  // Before anybody is looked for: whether there is somebody is told only to who may invite such people.
  if (!right.allowed) return { text: describeRightsRefusal(right.reason, asked.language) }
  const waiting = (await inviteesOf(context, school)).filter((one) => {
    const isMeant = one.places.some((place) => place.class === id && place.role === role)
    return isMeant && mayInvite(asked.standing, school.info.id, one.places).allowed
  })
  const isPersonal = fold(rest)
    .split(' ')
    .some((word) => personal.test(word))
  if (isPersonal) return issueEach(context, asked, waiting)
  const { text } = await share(context, asked, { school, role, cls: { id, label } })
  if (waiting.length === 0) return { text }
  return { text: `${text}\n${asked.texts.notEnteredYet(waiting.length, label, role)}` }
}

interface Shared {
  readonly school: NamedClass['school']
  readonly role: Role
  readonly cls: Pick<NamedClass, 'id' | 'label'> | undefined
}

async function share(
  context: BotContext,
  { standing, texts, user }: Asked,
  { school, role, cls }: Shared,
): Promise<Answer> {
  const wanted = { shared: true, school: school.info.id, role, expires_days: days } as const
  const acting = { user, standing, room: undefined }
  const issued = await issueShared(context, acting, { ...wanted, class: cls?.id })
  const { url, code } = issued
  const who = texts.rolesMany[role]
  return { text: texts.sharedLink(who, cls?.label, url ?? '', code ?? '', days) }
}

async function inviteOne(context: BotContext, asked: Asked): Promise<Answer> {
  const { standing, texts, rest } = asked
  const all = await Promise.all(
    (await ownSchools(context, asked)).map(({ school }) => inviteesOf(context, school)),
  )
  const mine = all.flat().filter(({ school, places }) => {
    return mayInvite(standing, school.info.id, places).allowed
  })
  for (const reading of readings(rest)) {
    const found = mine.filter(({ person }) => isNamed(person, reading))
    if (found.length === 0) continue
    const choices = found.map((one) => ({
      line: texts.person(fullName(one.person, one.school.info.language), placesIn(one, asked)),
      go: (again: Asked) => issueEach(context, again, [one]),
    }))
    return choose(asked, choices, texts.nobodyToInvite)
  }
  return { text: texts.nobodyToInvite }
}

function placesIn({ places }: Invitee, { texts }: Asked): readonly string[] {
  return places.slice(0, 3).map(({ role, className }) => {
    return className === undefined ? texts.roles[role] : `${texts.roles[role]} ${className}`
  })
}

async function issueEach(
  context: BotContext,
  { standing, texts, user }: Asked,
  invitees: readonly Invitee[],
): Promise<Answer> {
  // The rights of now: the number of a list may come an hour after it.
  const meant = invitees.filter(({ school, places }) => {
    return mayInvite(standing, school.info.id, places).allowed
  })
  if (meant.length === 0) return { text: texts.nobodyToInvite }
  const issued = await issueFor(context, meant, days, user)
  const lines = issued.map(({ person, url, code }) => `${person.name}: ${url} (${code})`)
  return { text: texts.personalLinks(lines, days) }
}
