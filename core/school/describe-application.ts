/** Applications as the API and the command line tell them: one shape (DESIGN §6). */
import { checkAcceptable } from './accepting.ts'
import type { Application } from './application.ts'
import type { ClassId, PersonId } from './ids.ts'
import { fullName, type School } from './people.ts'

/** As those who decide see it. */
export function describeApplication(application: Application, school: School) {
  const { state, child, childName, person, decidedBy } = application
  return {
    ...describeOwn(application, school),
    child_name: childName ?? null,
    child: named(school, child),
    // Once it is decided: who it became.
    proposed: named(school, person),
    user_id: application.user,
    decided_by: decidedBy ?? null,
    // What must be corrected before it can be accepted.
    problem: (state === 'waiting' && checkAcceptable(application, school)) || null,
  }
}

/** As the applicant sees it. */
export function describeOwn(application: Application, { info, classes, chats }: School) {
  const { class: cls, chat, name } = application
  const label = (id: ClassId) => classes.find((one) => one.id === id)?.label ?? id
  return {
    id: application.id,
    kind: application.kind,
    state: application.state,
    school: info.id,
    school_name: info.name,
    class: cls ?? null,
    class_name: cls === undefined ? null : label(cls),
    classes: application.classes.map((id) => ({ id, name: label(id) })),
    role: application.role,
    subjects: application.subjects,
    chat:
      chat === undefined ? null : { id: chat, name: chats?.find(({ id }) => id === chat)?.name },
    full_name: fullName(name, info.language),
    created_at: application.createdAt,
    decided_at: application.decidedAt ?? null,
    reason: application.reason ?? null,
  }
}

function named({ people, info }: School, id: PersonId | undefined) {
  const found = people.find((one) => one.id === id)
  return found === undefined ? null : { id: found.id, name: fullName(found, info.language) }
}
