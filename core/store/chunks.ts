/** Rows for one statement: 500 stay far below the parameters a database takes (SQLite 32,766, PostgreSQL 65,535). */
export function* chunks<Row>(rows: readonly Row[], size = 500): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
