/** Reads the JSON body of a change after the sender was authorised. */
import type { Request } from 'express'
import { type BodyLimits, type JsonBody, readJson } from '../../http/json-body.ts'

/** Enough for a feature with some 100,000 vertices. */
const limits: BodyLimits = { bytes: 4 * 1024 * 1024, depth: 32, keys: 2_000 }

/** Returns the body as JSON. Throws the errors of `readJson`. */
export function readBody(request: Request, types: readonly string[]): Promise<JsonBody> {
  return readJson(request, types, limits)
}
