export const endsEn = {
  'person.end.summary':
    'end a person, a role, a class place or a guardianship at once; no roster brings it back',
  'option.end-role': 'only this role, in every class or of every child',
  'option.end-class': 'only the place in this class',
  'option.end-child': 'only the guardianship of this child',
  'option.end-undo': 'let the next roster bring it back',
  'person.end.person': 'everything in the school',
  'person.end.role': 'this role',
  'person.end.class': 'the place in this class',
  'person.end.child': 'the guardianship of this child',
  'person.end.one-part': 'Give one of --role, --class and --child; without any the person ends.',
  'person.end.question':
    'End for person {{person}} in school {{school}}: {{what}}? Sessions and rooms end at once.',
  'person.end.declined': 'Nothing was ended.',
  'person.end.done': 'Ended for person {{person}} in school {{school}}: {{what}}.',
  'person.end.without-role':
    '{{person}} is nobody in this school now: signed out, invitations void',
  'person.end.roster':
    'A roster that still lists it is told so and leaves it out. --undo lets it come back.',
  'person.end.undone':
    'Undone for person {{person}} in school {{school}}: {{what}}. The next roster that lists it brings it back.',
  'person.end.not-ended':
    'Nothing like that was ended for person {{person}} in school {{school}} ({{what}}).',
} as const
