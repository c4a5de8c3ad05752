/** Corrects the courses of incidents at a repeated import, and reports those that it must not change. */
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import type { Text } from '../../model/text.ts'

const correctSql = sqlFile(import.meta.url, 'correct-courses.sql')
const keptSql = sqlFile(import.meta.url, 'kept-courses.sql')

interface Kept {
  readonly count: number
  readonly numbers: readonly string[] | null
}

/**
 * Adds the file's course to the logs of incidents that nobody has worked on. Returns one line about the
 * others, or none. Call it after the incidents of `source` were merged.
 */
export async function mergeCourses(client: DatabaseClient, source: string): Promise<Text[]> {
  await client.query(correctSql, [source])
  const { rows } = await client.query<Kept>(keptSql, [source])
  const { count = 0, numbers } = rows[0] ?? {}
  if (count === 0) return []
  const some = numbers ?? []
  const more = count > some.length
  return [
    {
      zh: `${count} 个事件的状态或时间与平台日志不同，且已在平台处置，未予改动：${some.join('、')}${more ? ' 等' : ''}`,
      en: `${count} × the state or a time of an incident that was worked on here differs from the file and was kept (${some.join(', ')}${more ? ', …' : ''})`,
    },
  ]
}
