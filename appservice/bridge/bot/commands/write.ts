import type { UserId } from '@lyceum/core/school/ids.ts'
import { describeRefusal } from '@lyceum/core/school/policy/texts.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import { contactsOf, type Contact } from '../../../people/contacts.ts'
import { choose } from '../choose.ts'
import type { Answer, Asked, BotContext, Command } from '../command.ts'
import { readings } from '../own-school.ts'
import { linkToRoom } from '../say.ts'
import { fold } from '../words.ts'

/** Finds whom one may write to, opens the room of the two, and gives its link. */
export const writeCommand: Command = {
  name: 'write',
  rights: [],
  async run(context, asked) {
    const { rest, texts } = asked
    if (rest === '') return { text: texts.writeExample }
    const found = await find(context, asked)
    const choices = found.map((contact) => ({
      line: texts.person(contact.name, rolesOf(contact, asked)),
      go: (again: Asked) => open(context, again, contact),
    }))
    return choose(asked, choices, texts.foundNobody)
  },
}

const classTeacher = /^(the |my )?class teacher$|^классн(ый|ая|ому|ой)( руководител[ьюея]+)?$/

async function find(context: BotContext, asked: Asked): Promise<readonly Contact[]> {
  const { standing, rest } = asked
  if (classTeacher.test(fold(rest))) {
    const own = new Set(standing.schools.flatMap((one) => [...one.pupilOf.union(one.parentIn)]))
    const all = await contactsOf(context, { standing }, '')
    return distinct(
      all.filter(({ roles }) =>
        roles.some((one) => one.class_teacher && one.class !== undefined && own.has(one.class)),
      ),
    )
  }
  for (const reading of readings(rest)) {
    const found = await contactsOf(context, { standing }, reading)
    if (found.length > 0) return distinct(found)
  }
  return []
}

/** Somebody of two schools is one person. */
function distinct(found: readonly Contact[]): readonly Contact[] {
  return [...new Map(found.map((one) => [one.user_id ?? one.id, one])).values()]
}

function rolesOf({ roles }: Contact, { texts }: Asked): readonly string[] {
  const words = roles.map(({ role, class_name: name, class_teacher: leads }) => {
    const word = leads ? texts.classTeacher : texts.roles[role]
    return name === undefined ? word : `${word} ${name}`
  })
  // Of a teacher of ten classes these are enough to be told from another.
  return words.length > 3 ? [...words.slice(0, 3), '…'] : words
}

async function open(
  { engine, facts }: BotContext,
  { user, language, texts }: Asked,
  contact: Contact,
): Promise<Answer> {
  const partner: UserId | null = contact.user_id
  if (partner === null) return { text: texts.notEntered(contact.name) }
  const { policy } = await facts.fresh()
  const talk = await openTalk(engine, policy, user, partner)
  switch (talk.state) {
    case 'opened':
      return {
        text: texts.conversation(contact.name, linkToRoom(talk.room, engine.homeserver.serverName)),
      }
    case 'refused':
      return { text: describeRefusal(talk.verdict, language) }
    case 'oneself':
      return { text: texts.foundNobody }
  }
}
