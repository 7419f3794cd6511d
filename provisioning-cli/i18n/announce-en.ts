export const announceEn = {
  'announce.summary':
    'say something to a school: in its channels, as few as reach whom it is for; a class channel reaches the pupils, teachers and parents of the class',
  'argument.announcement': 'what to say',
  'option.announce-class': 'only to these classes, by id',
  'option.announce-role': 'only to these roles',
  'option.announce-person': 'whose name stands under it: an administrator or the class teacher',
  'option.announce-file': 'read the text from a file',
  'announce.room': '{{name}}: read by {{reaches}}',
  'announce.question_one': 'Say it in {{count}} room?',
  'announce.question_other': 'Say it in {{count}} rooms?',
  'announce.declined': 'Nothing was said.',
  'announce.done_one': 'Said in {{count}} room.',
  'announce.done_other': 'Said in {{count}} rooms.',
  'announce.stood_one': '{{count}} room had it already.',
  'announce.stood_other': '{{count}} rooms had it already.',
  'announce.no-text': 'Give the text, or a file with it.',
  'announce.no-file': 'The file {{file}} cannot be read.',
} as const
