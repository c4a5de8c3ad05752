/** Reads and validates a small JSON body inside a handler, after the viewer was checked. */
import type { Request } from 'express'
import type { z } from 'zod'
import { inputProblem } from './input-problem.ts'
import { readJson, smallBody } from './json-body.ts'

/** Throws a ProblemError of status 400, 413 or 415 if the body does not match the schema. */
export async function checkedBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const { value } = await readJson(request, ['application/json'], smallBody)
  const result = schema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, schema, value, 'body')
  return result.data
}
