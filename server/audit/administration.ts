import type { Request } from 'express'
import type { Database } from '../../geodata/database/database.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'

/** The database as the administrator who asks. Throws a ProblemError if someone else does. */
export function administration({ databaseFor }: DataContext, request: Request): Database {
  requireRole(viewerOf(request), 'admin', { zh: '审计日志', en: 'The audit log' })
  return databaseFor(request)
}
