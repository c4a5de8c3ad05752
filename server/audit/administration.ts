import type { Request } from 'express'
import type { Database } from '../../geodata/database/database.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'

/** Returns the database with the administrator's rights. Throws a ProblemError for other viewers. */
export function administration({ databaseFor }: DataContext, request: Request): Database {
  requireRole(viewerOf(request), 'admin', { zh: '审计日志', en: 'The audit log' })
  return databaseFor(request)
}
