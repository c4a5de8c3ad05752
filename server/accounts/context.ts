/** The context of the endpoints of accounts. */
import type { Request } from 'express'
import type { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { clientAddress } from '../http/client-address.ts'
import { inputProblem } from '../http/input-problem.ts'
import { readJson, smallBody } from '../http/json-body.ts'
import type { SignInLimit } from '../limits/sign-in-limit.ts'
import type { Settings } from '../settings.ts'
import type { Resolver } from './resolver.ts'
import type { Sessions } from './sessions/sessions.ts'

export interface AccountsContext {
  /** With the system's rights: no other role reads credentials. */
  readonly database: Database
  readonly settings: Settings
  readonly resolver: Resolver
  readonly sessions: Sessions
  readonly limit: SignInLimit
}

export const json = 'application/json'

/** Returns the client's address of a request. */
export const addressOf = ({ settings }: Pick<AccountsContext, 'settings'>, request: Request): string =>
  clientAddress(request, settings.trustProxy)

/**
 * Returns a small JSON body validated by its schema; call it after checking the viewer. Throws a
 * ProblemError.
 */
export async function bodyOf<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const { value } = await readJson(request, [json], smallBody)
  const result = schema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, schema, value, 'body')
  return result.data
}
