/**
 * Who may do what: one table of role x action x how far it reaches. Every route and every command of the bot asks it on the
 * server; the command line asks as `operator`. Who may *talk* to whom is another matter: `policy/`.
 */

/** A class teacher is a teacher too, and has the rights of both. */
export type ActingRole = 'administrator' | 'class-teacher' | 'teacher' | 'parent' | 'pupil'

/**
 * `own-child`: of one's own child. `own-class`: a class that one teaches (of a class teacher: leads), or is in. `own-school`:
 * everything of the school, its classes included. Nobody's right reaches into another school.
 */
export type Reach = 'own-child' | 'own-class' | 'own-school'

export const actions = [
  'see-people',
  'edit-people',
  'end-people',
  'end-guardianship',
  /** Of pupils and parents. */
  'reset-password',
  'reset-staff-password',
  'see-classes',
  'edit-classes',
  'see-chats',
  'create-chat',
  'edit-chat',
  'invite-pupil',
  'invite-parent',
  'invite-staff',
  'see-invitations',
  'revoke-invitation',
  'see-applications',
  /** Of pupils: into a class, a further class, a chat. */
  'decide-pupil',
  'decide-parent',
  'decide-staff',
  'confirm-pupil',
  'announce',
  'see-reports',
  'handle-report',
  'see-journal',
] as const

export type RightsAction = (typeof actions)[number]

type Row = Readonly<Partial<Record<ActingRole, Reach>>>

const school = 'own-school'
const cls = 'own-class'

const everyManager: Row = { administrator: school, 'class-teacher': cls, teacher: cls }
const leadersOnly: Row = { administrator: school, 'class-teacher': cls }
const administratorsOnly: Row = { administrator: school }

export const rightsTable: Readonly<Record<RightsAction, Row>> = {
  'see-people': everyManager,
  'edit-people': administratorsOnly,
  'end-people': administratorsOnly,
  'end-guardianship': leadersOnly,
  'reset-password': leadersOnly,
  'reset-staff-password': administratorsOnly,
  'see-classes': everyManager,
  'edit-classes': administratorsOnly,
  'see-chats': everyManager,
  'create-chat': everyManager,
  'edit-chat': everyManager,
  'invite-pupil': everyManager,
  'invite-parent': leadersOnly,
  'invite-staff': administratorsOnly,
  'see-invitations': everyManager,
  'revoke-invitation': leadersOnly,
  'see-applications': everyManager,
  'decide-pupil': everyManager,
  'decide-parent': leadersOnly,
  'decide-staff': administratorsOnly,
  'confirm-pupil': { ...leadersOnly, parent: 'own-child' },
  announce: leadersOnly,
  'see-reports': leadersOnly,
  'handle-report': leadersOnly,
  'see-journal': administratorsOnly,
}
