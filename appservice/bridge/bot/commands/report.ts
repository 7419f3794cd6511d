import { submitReport } from '@lyceum/core/provision/reports/take-in.ts'
import { roomId, type RoomId } from '@lyceum/core/school/ids.ts'
import type { Answer, Asked, BotContext, Command } from '../command.ts'

/** In reply to a message in a room of the school, or with the link of one: also where the bot is not. */
export const reportCommand: Command = {
  name: 'report',
  rights: [],
  async run(context, asked) {
    const { texts, rest, room, replyTo } = asked
    const named = readLink(rest)
    if (named !== undefined) return report(context, asked, named)
    if (replyTo === undefined) return { text: texts.reportExample }
    return report(context, asked, { room, event: replyTo, reason: rest })
  },
}

interface Reported {
  readonly room: RoomId
  readonly event: string
  readonly reason: string
}

/** `https://matrix.to/#/!room/$event?via=...` or `matrix:roomid/room/e/event` (Matrix 1.15, appendices 4.3). */
export function readLink(text: string): Reported | undefined {
  const links = [
    /https:\/\/matrix\.to\/#\/(?<room>[^/?\s]+)\/(?<event>[^?\s]+)\S*/u,
    /matrix:roomid\/(?<room>[^/?\s]+)\/e\/(?<event>[^?\s]+)\S*/u,
  ]
  const found = links.map((link) => link.exec(text)).find((one) => one !== null)
  if (found === undefined) return undefined
  const decoded = (part: string | undefined, sigil: string) => {
    const plain = safelyDecoded(part ?? '')
    return plain.startsWith(sigil) ? plain : `${sigil}${plain}`
  }
  return {
    room: roomId(decoded(found.groups?.['room'], '!')),
    event: decoded(found.groups?.['event'], '$'),
    reason: text.replace(found[0], '').replaceAll(/\s+/gu, ' ').trim(),
  }
}

function safelyDecoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Whether the person sees the message at all is asked of the homeserver. */
async function report(
  context: BotContext,
  { user, texts }: Asked,
  { room, event, reason }: Reported,
): Promise<Answer> {
  const told = reason === '' ? undefined : reason.slice(0, 500)
  const submitted = await submitReport(context, { reporter: user, room, event, reason: told })
  return { text: texts.reported[submitted.state] }
}
