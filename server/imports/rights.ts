/** Refuses imports without the right to them; geodata/model has the rule. */
import { hasRole, type Viewer } from '../../geodata/access/viewer.ts'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { ImportError } from '../../geodata/import/error.ts'
import { importKinds } from '../../geodata/model/import-rights.ts'
import { type Role, roles } from '../../geodata/model/roles.ts'
import { refusal } from '../access/refusal.ts'
import { requireUnlimitedPlanner } from '../access/unlimited-planner.ts'
import { notFound } from '../errors.ts'

const importerSql = sqlFile(import.meta.url, 'importer.sql')

/** Throws a ProblemError if a viewer may import nothing: 401 for the public, otherwise 403. */
export function requireImporter(viewer: Viewer): void {
  requireUnlimitedPlanner(viewer, { zh: '导入数据', en: 'Imports' })
}

/** Returns the kinds that a viewer may import. */
const kindsOf = (viewer: Viewer): readonly string[] =>
  importKinds(
    roles.filter((role) => hasRole(viewer, role)),
    viewer.towns ?? null,
  )

/** Throws a ProblemError of status 403 for a kind that only others may import, 404 for an unknown one. */
export function requireKind(viewer: Viewer, as: string): void {
  requireImporter(viewer)
  const own = kindsOf(viewer)
  if (own.includes(as)) return
  if (!importKinds(['admin'], null).includes(as)) throw notFound({ zh: '类型', en: 'kind' }, as, own)
  throw refusal(viewer, {
    zh: `您不能导入“${as}”。可以导入：${own.join('、')}。`,
    en: `You may not import "${as}", but ${own.join(', ')}.`,
  })
}

/** Throws ImportError if an account has lost the right since its request; 0 means no account. */
export async function refuseFormerImporter(database: Queryable, account: number, as: string): Promise<void> {
  if (account === 0) return
  const { rows } = await database.query<{ roles: Role[]; towns: string[] | null }>(importerSql, [account])
  const [found] = rows
  if (found && importKinds(found.roles, found.towns).includes(as)) return
  throw new ImportError({
    zh: '该账号已没有导入这类数据的权限。数据库未改变。',
    en: 'The account may no longer import this kind of data. Nothing was changed.',
  })
}
