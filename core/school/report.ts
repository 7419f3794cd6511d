/** What may be done about a message that somebody reported. */
export const reportActions = ['take-down', 'silence', 'answer', 'dismiss'] as const

export type ReportAction = (typeof reportActions)[number]

/** Two weeks: what is longer is no matter of one room any more. */
export const longestSilenceHours = 14 * 24

export const longestAnswer = 2000
