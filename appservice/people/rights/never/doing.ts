/** Who never makes, invites, says or decides what. */
import { announce, chat, chatOf, handleReport, inClass, invite, never, revoke } from './sentence.ts'

export const rooms = [
  never(
    'A pupil never makes a chat, not even of the own class.',
    'pupil',
    'teacher',
    ...chat(inClass('C2')),
  ),
  never('A parent never makes a chat of the class.', 'parent', 'teacher', ...chat(inClass('C2'))),
  never(
    'A teacher never makes a chat of a class in which others teach.',
    'teacher',
    'administrator',
    ...chat(inClass('C1')),
  ),
  never(
    'A class teacher never makes a chat of the whole school.',
    'class-teacher',
    'administrator',
    ...chat({}),
  ),
  never(
    'A pupil never closes a chat of the own class.',
    'pupil',
    'teacher',
    chatOf('C2', 'archive'),
  ),
  never(
    'A teacher never renames a chat of a class in which others teach.',
    'teacher',
    'administrator',
    chatOf('C1', 'PATCH'),
  ),
  never(
    'A teacher never closes a chat of the whole school.',
    'teacher',
    'administrator',
    chatOf(undefined, 'archive'),
  ),
]

export const inviting = [
  never('A pupil never invites a classmate.', 'pupil', 'class-teacher', ...invite('S1-P2-2')),
  never(
    'A parent never invites the other parent.',
    'parent',
    'class-teacher',
    ...invite('S1-G2-2'),
  ),
  never(
    'A teacher who does not lead the class never invites a parent.',
    'teacher',
    'class-teacher',
    ...invite('S1-G2-2'),
  ),
  never(
    'A class teacher never invites a colleague.',
    'class-teacher',
    'administrator',
    ...invite('S1-T1'),
  ),
  never(
    'A class teacher never invites a pupil of a class in which others teach.',
    'class-teacher',
    'administrator',
    ...invite('S1-P1-2'),
  ),
  never(
    'The administrator of another school never invites our pupils.',
    'foreigner',
    'administrator',
    ...invite('S1-P2-2'),
  ),
  never('A pupil never takes back an invitation.', 'pupil', 'class-teacher', revoke('S1-P2-2')),
  never(
    'A class teacher never takes back an invitation of another class.',
    'class-teacher',
    'administrator',
    revoke('S1-P1-2'),
  ),
]

export const saying = [
  never(
    'A teacher who does not lead the class never announces to it.',
    'teacher',
    'class-teacher',
    ...announce('S1-C2'),
  ),
  never(
    'A class teacher never announces to another class.',
    'class-teacher',
    'administrator',
    ...announce('S1-C1'),
  ),
  never(
    'A class teacher never announces to the whole school.',
    'class-teacher',
    'administrator',
    ...announce(),
  ),
  never(
    'A class teacher never adds another class to an announcement to the own.',
    'class-teacher',
    'administrator',
    ...announce('S1-C2', 'S1-C1'),
  ),
  never('A pupil never announces.', 'pupil', 'class-teacher', ...announce('S1-C2')),
  never(
    'A teacher who leads no class never decides about a reported message.',
    'teacher',
    'class-teacher',
    handleReport('C2'),
  ),
  never(
    'A class teacher never decides about a message of another class.',
    'class-teacher',
    'administrator',
    handleReport('C1'),
  ),
  never(
    'The administrator of another school never decides about our messages.',
    'foreigner',
    'administrator',
    handleReport('C2'),
  ),
]
