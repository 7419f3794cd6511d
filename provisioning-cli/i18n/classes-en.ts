export const classesEn = {
  'class.summary': 'classes: added, renamed, a year up, closed',
  'class.list.summary': 'list classes with their numbers and class teachers',
  'class.show.summary': 'show one class and who is in it',
  'class.add.summary': 'add a class that no roster brought, or open a closed one again',
  'class.edit.summary': 'rename a class; rooms, people and history stay',
  'class.move.summary': 'a year up: 1А becomes 2А in the same rooms; the last year leaves',
  'class.archive.summary': 'close a class: its pupils leave, its rooms stay readable',
  'argument.class': 'id of the class; class list shows them',
  'option.class-name': 'what people say: 5А',
  'option.class-id': 'id of the new class, or of a closed one that comes back',
  'option.move-all': 'every class of the school',
  'option.move-last': 'the last year: its classes are closed',
  'option.move-again': 'also when the school went up a short time ago',
  'class.no-name': 'A class needs a name.',
  'class.wrong-id': 'An id has no spaces and at most 255 characters.',
  'class.made': 'Class {{id}} “{{name}}” is there.',
  'class.changed': 'Class {{id}} is called “{{name}}” now.',
  'class.roster': 'A roster that still calls a class otherwise writes its own name again.',
  'class.archive.question_one':
    'Close class {{name}} ({{id}})? {{count}} person leaves the school, pupils and parents counted.',
  'class.archive.question_other':
    'Close class {{name}} ({{id}})? {{count}} people leave the school, pupils and parents counted.',
  'class.archived_one': 'Class {{name}} ({{id}}) is closed; {{count}} person left the school.',
  'class.archived_other': 'Class {{name}} ({{id}}) is closed; {{count}} people left the school.',
  'class.archive.roster':
    'A roster that still lists it brings it back. By hand: lyceum class add --id {{id}} --name NAME.',
  'class.move.which': 'Give one class, or --all.',
  'class.move.nothing': 'No class goes up.',
  'class.move.finished': '{{name}} ({{id}}): the last year, is closed',
  'class.move.unnumbered': '{{name}} ({{id}}): no year in the name, stays as it is',
  'class.move.leaving_one': '{{count}} person leaves the school, pupils and parents counted.',
  'class.move.leaving_other': '{{count}} people leave the school, pupils and parents counted.',
  'class.move.question':
    'Do that? Up: {{classes}}. Closed: {{finished}}. People who leave the school: {{people}}.',
  'changing.partly-hint':
    'It is stored. lyceum apply brings the homeserver after it; do not run this command again.',
  'person.add.summary':
    'add a person whom no roster brought, or give one a further role, class or child',
  'person.move.summary':
    'bring a pupil, or a teacher, from one class into another; parents go along',
  'option.person-name': 'the whole name',
  'option.add-person': 'instead of a name: somebody of the school, by id',
  'option.add-role': 'what the person is',
  'option.add-class': 'of a pupil, or of a teacher of one class',
  'option.add-child': 'of a parent: the pupil',
  'option.add-subject': 'of a teacher; may be given several times',
  'option.move-to': 'the class from now on, by id',
  'option.move-from': 'the class that is left; needed for somebody of several',
  'person.add.needs':
    'Give a role, and the name of somebody new or the id of somebody of the school.',
  'person.added': 'Person {{id}} is added.',
  'person.add.link': 'A link to enter: lyceum invites create --person {{id}}',
  'person.move.needs': 'Say into which class.',
  'person.move.question':
    'Move person {{person}} from class {{from}} to class {{to}}? The rooms change at once.',
  'person.moved': 'Person {{person}} is moved from class {{from}} to class {{to}}.',
  'person.move.roster':
    'A roster that still names the old class is told so and changes nothing of it.',
  'column.class-teachers': 'Class teachers',
} as const
