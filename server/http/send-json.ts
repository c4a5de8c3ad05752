/** Sends JSON whose form one of the schemas of geodata/model/answers says. */
import type { Response } from 'express'
import type { z } from 'zod'
import type { Language } from '../../geodata/model/text.ts'

/** What may be given where JSON of a form is to be sent: a date is written as its text. */
type Sendable<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends object
    ? { readonly [K in keyof T]: Sendable<T[K]> }
    : T

/** A body that fits a schema; the compiler has checked it. */
export type Answer<S extends z.ZodType> = Sendable<z.input<S>>

interface How {
  readonly status?: number
  /** What the answer was chosen by. */
  readonly language?: Language
}

/** Sends a body, telling caches and readers what it was chosen by. */
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
