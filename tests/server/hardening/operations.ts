/** The operations of the OpenAPI document, for tests that send requests to them. */

import { z } from 'zod'
import { projectRoot } from '../../house/source-files.ts'

export interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly nullable?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly example?: unknown
  readonly default?: unknown
  readonly format?: string
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

export interface Operation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly bodies: readonly { readonly type: string; readonly schema: Schema }[]
  /** Media types by status, without `default`. */
  readonly answers: ReadonlyMap<number, readonly string[]>
  /** Schemas of JSON answers, by status and media type. */
  readonly forms: ReadonlyMap<string, Schema>
}

interface Documented {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >
}

/** Returns all operations of a server, from its own document. */
export async function readOperations(url: string): Promise<Operation[]> {
  const answer = await fetch(`${url}/api?f=json`)
  const document: { paths: Record<string, Record<string, Documented>> } = await answer.json()
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters,
      bodies: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => ({
        type,
        schema,
      })),
      answers: new Map(
        Object.entries(operation.responses)
          .filter(([status]) => status !== 'default')
          .map(([status, { content }]) => [
            Number(status),
            Object.keys(content ?? {}).map((name) => name.split(';')[0] ?? name),
          ]),
      ),
      forms: new Map(
        Object.entries(operation.responses).flatMap(([status, { content }]) =>
          Object.entries(content ?? {})
            // A sequence of texts is no JSON document.
            .filter(([type]) => /json/.test(type) && !type.includes('json-seq'))
            .map(([type, { schema }]) => [`${status} ${type}`, schema] as const),
        ),
      ),
    })),
  )
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly headers: Headers
  /** Empty for an event stream, which would not end. */
  readonly body: Buffer
}

/** Sends a request and reads its answer, at most the first megabytes. */
export async function send(url: string, init: RequestInit): Promise<Answer> {
  const abort = new AbortController()
  const answer = await fetch(url, { ...init, redirect: 'manual', signal: abort.signal })
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const chunks: Buffer[] = []
  if (type !== 'text/event-stream')
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk))
  abort.abort()
  return { status: answer.status, type, headers: answer.headers, body: Buffer.concat(chunks) }
}

/** Returns how a JSON answer differs from the document; null if it does not. */
export function misfit({ forms }: Operation, { status, type, body }: Answer): string | null {
  const form = forms.get(`${status} ${type}`)
  if (form === undefined) return null
  const read = z
    .fromJSONSchema(form as z.core.JSONSchema.JSONSchema, { defaultTarget: 'openapi-3.0' })
    .safeParse(JSON.parse(body.toString()))
  return read.success ? null : z.prettifyError(read.error)
}

/** Returns what is wrong with an answer by the document; null if nothing is. */
export function complaint({ answers }: Operation, { status, type, body }: Answer): string | null {
  const start = body.toString('latin1').slice(0, 3_000)
  if (
    status >= 400 &&
    (/\b(select|insert into|update|delete from)\b.*\bfrom\b|node_modules|\.ts:\d/i.test(start) ||
      start.includes(projectRoot))
  )
    return 'tells internals'
  const types = answers.get(status)
  if (types !== undefined && (types.includes(type) || (types.length === 0 && body.length === 0))) return null
  // A change is answered with the feature only if the client prefers it.
  if (status === 201 && types !== undefined && body.length === 0) return null
  if (types !== undefined && type !== 'application/problem+json')
    return `is ${type || 'nothing'}, not ${types.join(', ')}`
  if (status >= 500) return 'is an error of the server'
  if (status < 400) return 'is not documented'
  return type === 'application/problem+json' || type === '' ? null : `is ${type}, not a problem document`
}
