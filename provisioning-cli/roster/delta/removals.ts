/** What the rows of a delta take away, by the ids that stand in them; which schools that concerns is decided later. */
export class Removals {
  readonly people = new Set<string>()
  readonly classes = new Set<string>()
  readonly places: { readonly user: string; readonly group: string }[] = []
  readonly staff: {
    readonly user: string
    readonly org: string
    readonly role: 'administrator' | 'teacher'
  }[] = []
}
