/** What the endpoints of accounts are given. */
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
  /** The system's: nobody else reads what signs in. */
  readonly database: Database
  readonly settings: Settings
  readonly resolver: Resolver
  readonly sessions: Sessions
  readonly limit: SignInLimit
}

export const json = 'application/json'

/** The address that a request comes from. */
export const addressOf = ({ settings }: Pick<AccountsContext, 'settings'>, request: Request): string =>
  clientAddress(request, settings.trustProxy)

/** A small JSON body by its schema, read once it is known who asks. Throws a ProblemError. */
export async function bodyOf<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const { value } = await readJson(request, [json], smallBody)
  const result = schema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, schema, value, 'body')
  return result.data
}
