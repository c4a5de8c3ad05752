/** Reads the JSON body of a change, once it is known that whoever sends it may. */
import type { Request } from 'express'
import { type BodyLimits, type JsonBody, readJson } from '../../http/json-body.ts'

/** A feature with some 100,000 vertices. */
const limits: BodyLimits = { bytes: 4 * 1024 * 1024, depth: 32, keys: 2_000 }

/** The body as JSON. Throws what `readJson` throws. */
export function readBody(request: Request, types: readonly string[]): Promise<JsonBody> {
  return readJson(request, types, limits)
}
