export const personalEn = {
  'person.export.summary': 'write all that is kept of a person into a ZIP',
  'option.export-out': 'the ZIP to write; ID.zip unless said otherwise',
  'person.export.done':
    'Written to {{file}}: {{events}} events of {{rooms}} rooms, {{files}} files. Hand it over and delete it.',
  'person.erase.summary':
    'erase a person for good: out of every room, every word, file and record; the next roster does not bring the person back',
  'option.forget-tombstone': 'let a roster bring a person back who was erased under this id',
  'person.erase.question':
    'Erase {{id}} for good? Messages, files, the account and all records go; nothing of it comes back.',
  'person.erase.declined': 'Nothing was erased.',
  'person.erase.done': 'Erased: {{events}} events and {{files}} files taken away.',
  'person.erase.shared':
    'The account stands for somebody else too: what it said and its files stay with it.',
  'person.erase.rooms-left':
    'In these rooms nobody who is there may take anything away; an administrator of the homeserver can delete them: {{rooms}}',
  'person.erase.quotations_one': '{{count}} message of others quotes or names the person:',
  'person.erase.quotations_other': '{{count}} messages of others quote or name the person:',
  'person.erase.purge':
    'The homeserver’s files hold what was taken away until `lyceum homeserver purge`; older backups until they are deleted.',
  'person.erase.forgotten': 'The next roster may bring {{id}} again.',
  'person.erase.not-erased': 'Nobody was erased under {{id}}.',
  'homeserver.purge.summary':
    'clear what was erased out of the files of the embedded homeserver; it must not run meanwhile',
  'homeserver.purge.running': 'The homeserver runs: what it holds open cannot be cleared.',
  'homeserver.purge.running-hint': 'Stop `lyceum up`, purge, start it again.',
  'homeserver.purge.other': 'This is not an embedded homeserver.',
  'homeserver.purge.other-hint': 'docs/personal-data.md says what to do on a Synapse of your own.',
  'homeserver.purge.done':
    'Cleared: {{events}} events, {{search}} entries of the search, {{names}} names. The databases are compacted.',
} as const
