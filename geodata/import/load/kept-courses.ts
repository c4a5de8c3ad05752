/** Tells of incidents whose state an import did not change, because it follows from their log. */
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import type { Text } from '../../model/text.ts'

const keptSql = sqlFile(import.meta.url, 'kept-courses.sql')

interface Kept {
  readonly count: number
  readonly numbers: readonly string[] | null
}

/** One sentence for the report, or none. Call it after the incidents of `source` were merged. */
export async function keptCourses(client: DatabaseClient, source: string): Promise<Text[]> {
  const { rows } = await client.query<Kept>(keptSql, [source])
  const { count = 0, numbers } = rows[0] ?? {}
  if (count === 0) return []
  const some = numbers ?? []
  const more = count > some.length
  return [
    {
      zh: `${count} 个事件的状态或时间与平台日志不同，未予改动（导入只新增事件，状态由日志得出）：${some.join('、')}${more ? ' 等' : ''}`,
      en: `${count} × the state or a time of an incident differs from its log and was kept: an import adds incidents, and their state follows from their log (${some.join(', ')}${more ? ', …' : ''})`,
    },
  ]
}
