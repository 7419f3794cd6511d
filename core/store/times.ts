/** The one form of time in the database: as long as every text has it, comparing texts compares times. */
export function isoTime(text: string): string {
  return new Date(text).toISOString()
}

export function isoTimeLater(text: string, seconds: number): string {
  return new Date(new Date(text).getTime() + seconds * 1000).toISOString()
}
