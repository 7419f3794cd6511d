export const applicationsEn = {
  'applications.summary': 'people who ask to be let in',
  'applications.list.summary': 'list applications, those that wait first',
  'applications.accept.summary': 'let applicants in',
  'applications.decline.summary':
    'decline applications; an account that was made for one is erased',
  'applications.edit.summary': 'put right what an applicant wrote, while the application waits',
  'argument.application': 'the application; applications list shows its id',
  'option.name-new': 'the whole name',
  'option.applicant-class': 'the class; of a teacher the first and further ones, with commas',
  'option.applicant-subject': 'a subject; several with commas',
  'applications.one-word': 'A name needs a family name and a given name.',
  'applications.edited': '{{id}} {{name}} is corrected.',
  'argument.applications': 'ids of applications; applications list shows them',
  'option.application-state': 'only those in this state',
  'option.applicant-person':
    'the person of the school that the applicant is; new: somebody else than was proposed',
  'option.applicant-child': 'the pupil whose parent the applicant is',
  'option.reason': 'told to the applicant',
  'status.applications_one': '{{count}} application waits: lyceum applications list',
  'status.applications_other': '{{count}} applications wait: lyceum applications list',
  'applications.none': 'Nobody has applied.',
  'applications.one-person': 'Who the applicant is can be said for one application at a time.',
  'applications.question_one':
    'Decline {{count}} application? An account that was made for it is erased.',
  'applications.question_other':
    'Decline {{count}} applications? Accounts that were made for them are erased.',
  'applications.nothing-done': 'Nothing was decided.',
  'applications.accepted': '{{id}} {{name}} is let in.',
  'applications.declined': '{{id}} {{name}} is declined.',
  'applications.unknown': 'There is no application {{id}}.',
  'applications.already': '{{id}} was decided before: {{state}}.',
  'applications.unfinished_one':
    '{{count}} decision stands but is not carried out yet: the homeserver or a room did not answer.',
  'applications.unfinished_other':
    '{{count}} decisions stand but are not carried out yet: the homeserver or a room did not answer.',
  'applications.state.waiting': 'waiting',
  'applications.state.accepted': 'accepted',
  'applications.state.declined': 'declined',
  'applications.state.withdrawn': 'withdrawn',
  'applications.state.expired': 'nobody answered',
  'applications.problem.class-missing': '{{id}} names no class: correct it first.',
  'applications.problem.class-gone': '{{id}} names a class that is there no longer.',
  'applications.problem.child-missing':
    '{{id}} is a parent’s: say whose, with applications accept {{id}} --child PERSON.',
  'applications.problem.child-unknown': '{{id}}: the child is no pupil of this school.',
  'applications.problem.chat-gone': '{{id}} is about a chat that is there no longer.',
  'applications.problem.person-unknown': '{{id}}: there is no such person in the school.',
  'applications.problem.person-entered':
    '{{id}}: that person has entered already, or is about to. With --person new it becomes somebody else.',
  'applications.problem.person-differs':
    '{{id}}: that person is not in the school as what is applied for.',
  'applications.problem.account-is-pupil':
    '{{id}} comes from a pupil’s account, which can be nothing else.',
  'applications.problem.account-is-not-pupil':
    '{{id}} comes from the account of somebody who is no pupil.',
  'person.edit.summary': 'correct the name or the subjects of a person',
  'option.subject-class': 'where the subjects are taught; without it in the school',
  'person.edit.done': '{{person}} of school {{school}} is corrected.',
  'person.edit.roster': 'A roster that says otherwise writes its own again.',
  'person.confirm.summary': 'say that an account is the pupil’s who waits for that, or is not',
  'option.refuse': 'it is not the pupil: an account that was made for it is erased',
  'person.confirm.nothing': 'Nobody has to confirm {{person}}.',
  'person.confirm.question':
    'Refuse the account that waits to be {{person}}? One that was made for it is erased.',
  'person.confirm.confirmed': '{{person}} is confirmed and let in.',
  'person.confirm.refused': '{{person}} is refused: the account is not the pupil’s.',
  'option.shared':
    'one link for the role (and class) that many can use, and whose applications wait',
  'option.uses': 'how many may apply by it; without it any number',
  'invites.shared.no-role': 'A link that many use needs a role.',
  'invites.shared.no-class': 'Administrators are of the school, not of a class.',
  'invites.shared.no-person': 'A link that many use is nobody’s in person.',
  'invites.shared.only': '--uses is for links that many use: say --shared too.',
  'invites.shared.issued':
    'The link is shown this once: only its hash is kept. Whoever applies by it waits: lyceum applications list.',
  'invites.shared.everybody': 'many: {{used}} applied',
  'invites.shared.up-to': 'up to {{uses}}: {{used}} applied',
  'column.subjects': 'Subjects',
  'column.application': 'Application',
  'column.since': 'Since',
  'homeserver.summary': 'the embedded homeserver',
} as const
