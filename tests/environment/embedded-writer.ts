/**
 * A separate process for the tests: writes row after row into the embedded database of a folder and prints
 * each number after its commit was acknowledged.
 */
import { openEmbedded } from '../../geodata/database/embedded/embedded.ts'

const [directory, snapshot] = process.argv.slice(2)
const database = await openEmbedded({
  directory,
  snapshot,
  statementTimeoutMs: 10_000,
  turnTimeoutMs: 10_000,
  onWarning: (message) => console.error(message),
})
await database.query('create table if not exists written (n int primary key)')
const { rows } = await database.query<{ last: number }>('select coalesce(max(n), 0) as last from written')
for (let n = (rows[0]?.last ?? 0) + 1; ; n++) {
  await database.query('insert into written values ($1)', [n])
  process.stdout.write(`${n}\n`)
}
