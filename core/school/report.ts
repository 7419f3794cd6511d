/** What may be done about a message that somebody reported. */
export type ReportAction = 'take-down' | 'silence' | 'answer' | 'dismiss'
