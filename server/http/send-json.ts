/** Sends JSON described by a schema of geodata/model/answers. */
import type { Response } from 'express'
import type { z } from 'zod'
import type { Language } from '../../geodata/model/text.ts'

/** Values that may be sent as JSON of a type: a date is sent as its text. */
type Sendable<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends object
    ? { readonly [K in keyof T]: Sendable<T[K]> }
    : T

/** A body that matches a schema; the compiler checks it. */
export type Answer<S extends z.ZodType> = Sendable<z.input<S>>

interface How {
  readonly status?: number
  /** The language that the answer depends on. */
  readonly language?: Language
}

/** Sends a body with the headers that tell caches what it depends on. */
export function sendJson<S extends z.ZodType>(
  response: Response,
  _schema: S,
  body: NoInfer<Answer<S>>,
  { status = 200, language }: How = {},
): void {
  response.vary('Accept')
  if (language !== undefined) response.vary('Accept-Language').set('Content-Language', language)
  response.status(status).type('application/json').send(JSON.stringify(body))
}
