/** What requests about outlines share. */
import type { Request } from 'express'
import { z } from 'zod'
import type { Database } from '../../../geodata/database/database.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { parameter } from '../../http/parameters.ts'

export const tag = 'Outlines'

export type OutlineContext = Pick<ServerContext, 'databaseFor' | 'settings'>

export const outlineIdParams = z.object({
  id: parameter(
    z.uuid(),
    { zh: '红线编号', en: 'the id of a set of outlines' },
    { type: 'string', format: 'uuid' },
  ),
})

/** Returns the database of a planner. Throws a ProblemError for all others. */
export function outlineDatabase({ databaseFor }: OutlineContext, request: Request): Database {
  requireRole(viewerOf(request), 'planner', { zh: '红线检查', en: 'Checks of outlines' })
  return databaseFor(request)
}

export const unplaced = new ProblemError(
  409,
  { zh: '坐标系未确认', en: 'No coordinate system' },
  {
    zh: '请先确认红线的坐标系。',
    en: 'Confirm the coordinate system of the outlines first.',
  },
)
