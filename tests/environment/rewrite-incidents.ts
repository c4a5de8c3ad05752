import type { Database } from '../../geodata/database/database.ts'

/**
 * Runs an update of incidents that the platform refuses, for example of times that follow from their logs.
 */
export async function rewriteIncidents(database: Database, sql: string): Promise<void> {
  await database.transaction(async (client) => {
    await client.query('alter table incidents disable trigger refuse_derived')
    await client.query(sql)
    await client.query('set constraints all immediate')
    await client.query('alter table incidents enable trigger refuse_derived')
  })
}
