/** Texts of sets and sources, changed ids, accounts ahead and unfinished applies. */
export const importingEn = {
  'field.account': 'Matrix account',
  'option.source': 'name of the source; without it the format: oneroster, sds, simple, list',
  'option.match-ids':
    'people and classes under new ids are the known ones that plan found; they keep accounts and rooms',
  'plan.matches_one': '{{count}} seems to be known under another id (new = known):',
  'plan.matches_other': '{{count}} seem to be known under other ids (new = known):',
  'safety.changed-ids':
    '{{removed}} people and classes that are known have other ids in the roster',
  'safety.listed-places':
    '{{removed}} of {{existing}} class places of the listed classes ({{percent}} %) would be removed',
  'safety.listed-guardianships':
    '{{removed}} of {{existing}} guardian relations of the listed classes ({{percent}} %) would be removed',
  'safety.match-hint':
    'Look at the pairs that plan shows. If they are right, add --match-ids: people keep accounts, classes keep rooms. If these are really other people, add --allow-mass-removal.',
  'apply.interrupted':
    'Interrupted: {{done}} of {{total}} steps are done. Run the same command again: it continues where it stopped.',
  'status.unfinished':
    'School {{school}}: the last apply did not end, or is still running. lyceum apply continues it.',
} as const
