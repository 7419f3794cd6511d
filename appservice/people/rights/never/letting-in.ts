/** Who never lets anybody in. */
import type { Role } from '@lyceum/core/school/people.ts'
import { classId, schoolId } from '@lyceum/core/school/ids.ts'
import type { Cast } from '../cast.ts'
import { here, never, type Request } from './sentence.ts'

type Verb = 'accept' | 'decline'

/** Of somebody whom no school knows. Accepting names a person who is not there, so that nobody gets in by this test. */
const decide =
  (role: Role, cls: string | undefined, verb: Verb) =>
  async (cast: Cast): Promise<Request> => {
    const at = cls === undefined ? undefined : classId(`S1-${cls}`)
    const id = await cast.applicant(schoolId('S1'), role, at)
    const body = verb === 'accept' ? { person: 'nobody-like-that' } : {}
    return ['POST', `applications/${id}/${verb}`, body]
  }
const share = (role: Role, cls?: string): Request => [
  'POST',
  'invitations',
  { ...here, shared: true, role, uses: 1, ...(cls && { class: `S1-${cls}` }) },
]

export const lettingIn = [
  never(
    'A pupil never lets a classmate in.',
    'pupil',
    'class-teacher',
    decide('pupil', 'C2', 'accept'),
  ),
  never(
    'A parent never lets anybody into the class.',
    'parent',
    'class-teacher',
    decide('parent', 'C2', 'accept'),
  ),
  never(
    'A teacher who does not lead the class never makes a parent.',
    'teacher',
    'class-teacher',
    decide('parent', 'C2', 'accept'),
  ),
  never(
    'A class teacher never makes a colleague.',
    'class-teacher',
    'administrator',
    decide('teacher', 'C2', 'accept'),
  ),
  never(
    'A class teacher never makes an administrator.',
    'class-teacher',
    'administrator',
    decide('administrator', undefined, 'accept'),
  ),
  never(
    'A class teacher never lets a pupil into a class in which others teach.',
    'class-teacher',
    'administrator',
    decide('pupil', 'C1', 'accept'),
  ),
  never(
    'A teacher never turns a pupil away from a class in which others teach.',
    'teacher',
    'administrator',
    decide('pupil', 'C1', 'decline'),
  ),
  never(
    'The administrator of another school never turns anybody away from ours.',
    'foreigner',
    'administrator',
    decide('pupil', 'C2', 'decline'),
  ),
  never(
    'A pupil never lists who asks to be let in.',
    'pupil',
    'class-teacher',
    'GET',
    'applications?school=S1',
  ),
  never(
    'The administrator of another school never lists who asks us.',
    'foreigner',
    'administrator',
    'GET',
    'applications?school=S1',
  ),
  never('A pupil never makes a link for many.', 'pupil', 'class-teacher', ...share('pupil', 'C2')),
  never(
    'A class teacher never makes a link for colleagues.',
    'class-teacher',
    'administrator',
    ...share('teacher'),
  ),
  never(
    'A class teacher never makes a link into a class in which others teach.',
    'class-teacher',
    'administrator',
    ...share('pupil', 'C1'),
  ),
  never(
    'A pupil never confirms oneself.',
    'pupil',
    'class-teacher',
    'POST',
    'people/S1-P2-1/confirm',
    here,
  ),
  never(
    'A parent never confirms a classmate of the own child.',
    'parent',
    'class-teacher',
    'POST',
    'people/S1-P2-2/confirm',
    here,
  ),
  never(
    'A teacher who does not lead the class never confirms a pupil.',
    'teacher',
    'class-teacher',
    'POST',
    'people/S1-P2-2/confirm',
    here,
  ),
]
