/** A request that must be refused, and who may ask the same. */
import { classId, personId, schoolId } from '@lyceum/core/school/ids.ts'
import type { ActorName, Cast } from '../cast.ts'

/**
 * Of S1: the class teacher leads C2 and teaches in C3, the teacher teaches in C2, parent and pupil are of C2; the
 * foreigner is administrator of S2.
 */
export type Request = readonly [method: string, path: string, body?: object | undefined]

/** What it is about is made first. */
type MadeRequest = (cast: Cast) => Promise<Request>

export interface Sentence {
  readonly never: string
  readonly by: ActorName
  /** May ask the same. */
  readonly rightful: ActorName
  readonly request: Request | MadeRequest
}

export function never(
  text: string,
  by: ActorName,
  rightful: ActorName,
  ...request: Request | readonly [MadeRequest]
): Sentence {
  const [first] = request
  return {
    never: text,
    by,
    rightful,
    request: typeof first === 'function' ? first : (request as Request),
  }
}

export const here = { school: 'S1' }
export const end = (person: string, what: object = {}): Request => [
  'POST',
  `people/${person}/end`,
  { ...here, ...what },
]
export const invite = (person: string): Request => ['POST', 'invitations', { ...here, person }]
export const announce = (...classes: readonly string[]): Request => [
  'POST',
  'announcements',
  { ...here, classes, text: 'No lessons tomorrow' },
]
export const chat = (what: object): Request => [
  'POST',
  'chats',
  { ...here, name: 'Chess', members: ['pupil'], ...what },
]
export const inClass = (cls: string) => ({ class: `S1-${cls}` })
export const chatOf =
  (cls: string | undefined, verb: 'archive' | 'PATCH') =>
  async (cast: Cast): Promise<Request> => {
    const id = await cast.chatIn(
      schoolId('S1'),
      cls === undefined ? undefined : classId(`S1-${cls}`),
    )
    return verb === 'archive'
      ? ['POST', `chats/${id}/archive`, here]
      : ['PATCH', `chats/${id}`, { ...here, name: 'Draughts' }]
  }
export const revoke =
  (person: string) =>
  async (cast: Cast): Promise<Request> => {
    return ['POST', `invitations/${await cast.invite(schoolId('S1'), personId(person))}/revoke`]
  }
export const handleReport =
  (cls: string | undefined) =>
  async (cast: Cast): Promise<Request> => {
    const id = await cast.report(
      schoolId('S1'),
      cls === undefined ? undefined : classId(`S1-${cls}`),
    )
    return ['POST', `reports/${id}/handle`, { action: 'dismiss' }]
  }
