/** Run cards: which units an incident needs. */
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { RunCard } from '../../geodata/model/answers/patrol-ranking.ts'
import { ProblemError } from '../errors.ts'

const listSql = sqlFile(import.meta.url, 'run-cards.sql')
const addSql = sqlFile(import.meta.url, 'add-run-cards.sql')

export type StoredCard = RunCard & { readonly id: number }

export async function readRunCards(database: Queryable): Promise<StoredCard[]> {
  return (await database.query<StoredCard>(listSql)).rows
}

/** Replaces all cards in one transaction. Throws a ProblemError if two have the same kind, priority and level. */
export async function replaceRunCards(database: Database, cards: readonly RunCard[]): Promise<StoredCard[]> {
  const keys = cards.map(({ kind, priority, alarm_level }) => JSON.stringify([kind, priority, alarm_level]))
  const twice = keys.find((key, n) => keys.indexOf(key) !== n)
  if (twice !== undefined)
    throw new ProblemError(
      400,
      { zh: '出动预案重复', en: 'Run cards repeat' },
      {
        zh: `类型、优先级、响应等级的每种组合只能有一张预案，重复的是 ${twice}。`,
        en: `Each kind, priority and alarm level may have one card; there are two for ${twice}.`,
      },
    )
  return database.transaction(async (client) => {
    await client.query('delete from run_cards')
    await client.query(addSql, [JSON.stringify(cards)])
    return readRunCards(client)
  })
}
