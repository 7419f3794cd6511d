/** Texts about refused rows. */
export const refusedEn = {
  'option.refused': 'write the rows with errors to this file (CSV), to be mended',
  'argument.refused': 'the file that check --refused wrote, mended',
  'check.refused':
    'The rows with errors are in {{file}}. Mend them there, then give both: {{command}}',
  'check.refused-none': 'There are no refused rows that could be mended one by one.',
  'check.refused-exists': '{{file}} is there already and holds something else.',
  'check.refused-exists-hint': 'Give the name of a new file.',
} as const
