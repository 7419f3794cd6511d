/** Who never changes classes, adds people or moves them. What the rightful ask is refused for another reason than a right, or is only shown. */
import { here, never, type Request } from './sentence.ts'

const nameless: Request = ['PATCH', 'classes/S1-C2', { ...here, name: ' ' }]
const yearUp: Request = ['POST', 'classes/move', { ...here, dry_run: true }]
const add = (what: object): Request => ['POST', 'people', { ...here, ...what }]
const stay: Request = ['POST', 'people/S1-P2-2/move', { ...here, to: 'S1-C2' }]

export const changing = [
  never(
    'A class teacher never renames the own class.',
    'class-teacher',
    'administrator',
    ...nameless,
  ),
  never('A pupil never renames the own class.', 'pupil', 'administrator', ...nameless),
  never(
    'A class teacher never takes the school a year up.',
    'class-teacher',
    'administrator',
    ...yearUp,
  ),
  never(
    'Another school’s administrator never takes this one a year up.',
    'foreigner',
    'administrator',
    ...yearUp,
  ),
  never(
    'A teacher never makes anybody an administrator.',
    'teacher',
    'administrator',
    // Of somebody who is one already.
    ...add({ person: 'S1-A1', role: 'administrator' }),
  ),
  never(
    'A parent never says who is whose parent.',
    'parent',
    'administrator',
    ...add({ person: 'S1-G2-2', role: 'parent', child: 'S1-P2-2' }),
  ),
  never(
    'A class teacher never takes a pupil into the own class.',
    'class-teacher',
    'administrator',
    ...stay,
  ),
  never('A parent never moves a child.', 'parent', 'administrator', ...stay),
]
