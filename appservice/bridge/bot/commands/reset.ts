import type { SchoolId } from '@lyceum/core/school/ids.ts'
import { fullName, type Person, type School } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { RightsRefusal } from '@lyceum/core/school/rights/may.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import { linkAddress } from '../../../people/invitees.ts'
import { issueReset, mayReset } from '../../../people/reset-slip.ts'
import { choose } from '../choose.ts'
import type { Answer, Asked, BotContext, Command } from '../command.ts'
import { isNamed, ownSchools, readings } from '../own-school.ts'

/** A one-time code, to be given on paper: whoever has it sets a new password, and all old sessions end. */
export const resetCommand: Command = {
  name: 'reset',
  rights: ['reset-password', 'reset-staff-password'],
  async run(context, asked) {
    const { rest, texts } = asked
    if (rest === '') return { text: texts.resetExample }
    for (const reading of readings(rest)) {
      const { found, refused } = await find(context, asked, reading)
      if (found.length > 0) {
        const choices = found.map((one) => ({
          line: describe(one, asked),
          go: (again: Asked) => issue(context, again, one),
        }))
        return choose(asked, choices, texts.nobodyToReset)
      }
      if (refused !== undefined) return { text: describeRightsRefusal(refused, asked.language) }
    }
    return { text: texts.nobodyToReset }
  },
}

interface Found {
  readonly school: School
  readonly person: Person
}

/** `refused`: why not, where all of that name are out of reach: whoever manages a school knows its people anyway. */
async function find(context: BotContext, asked: Asked, text: string) {
  const found: Found[] = []
  let refused: RightsRefusal | undefined
  for (const { school } of await ownSchools(context, asked)) {
    for (const person of school.people.filter((one) => isNamed(one, text))) {
      const right = await rightOver(context, asked, school.info.id, person)
      if (right === undefined) continue
      if (right.allowed) found.push({ school, person })
      else refused = right.reason
    }
  }
  return { found, refused }
}

/** Undefined for who has not entered: there is no password yet. */
async function rightOver(
  { engine }: BotContext,
  { standing, now }: Asked,
  school: SchoolId,
  person: Person,
) {
  const account = await engine.store.accounts.ofPerson(person.id)
  const of = account && !isOver(account.state) ? now.standing(account.userId) : undefined
  return of && mayReset(standing, school, of)
}

function describe({ school, person }: Found, { texts }: Asked): string {
  const places = placesOf(school).get(person.id) ?? []
  const words = places.slice(0, 3).map(({ role, className }) => {
    return className === undefined ? texts.roles[role] : `${texts.roles[role]} ${className}`
  })
  return texts.person(fullName(person, school.info.language), words)
}

async function issue(
  context: BotContext,
  asked: Asked,
  { school, person }: Found,
): Promise<Answer> {
  const { texts, language } = asked
  const right = await rightOver(context, asked, school.info.id, person)
  if (right === undefined) return { text: texts.nobodyToReset }
  if (!right.allowed) return { text: describeRightsRefusal(right.reason, language) }
  const issued = await issueReset(context, school.info.id, person.id, asked.user)
  if (issued === undefined) return { text: texts.nobodyToReset }
  const url = linkAddress(context.publicUrl, issued.token)
  return { text: texts.resetCode(fullName(person, school.info.language), issued.code, url) }
}
