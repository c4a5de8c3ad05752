/**
 * An endpoint is described once: the same zod schemas validate its requests and generate its part of the
 * OpenAPI document. A capability exports its endpoints; app.ts mounts all of them.
 */
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'
import { z } from 'zod'
import type { Role } from '../../geodata/model/roles.ts'
import type { LimitKind } from '../limits/policies.ts'
import { type CrossOrigin, openToOthers } from './cross-origin.ts'
import { checkedInput } from './input-problem.ts'
import { readJson, smallBody } from './json-body.ts'

export interface EndpointResponse {
  readonly description: string
  /** Media types, each with a schema if the body is JSON. */
  readonly content?: Readonly<Record<string, z.ZodType | null>>
}

export type Shape = z.ZodObject

export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
> {
  readonly operationId: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** In OpenAPI's form, `/collections/{id}/items`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  /** False leaves it out of the OpenAPI document: it only answers requests that no other endpoint answers. */
  readonly documented?: false
  readonly params?: Params
  /** Unknown query parameters are refused unless the schema is loose. */
  readonly query?: Query
  /** A small JSON body (see `smallBody`), read and validated before `handle`. */
  readonly body?: Body
  /** Bodies by media type that `handle` reads itself, because it must check the viewer first. */
  readonly requestBody?: Readonly<Record<string, z.ZodType>>
  /** Request headers that `handle` reads, for the OpenAPI document. */
  readonly headers?: Shape
  /** Requires a sign-in: by a token or a session, or by a session only. */
  readonly secured?: true | 'session'
  /**
   * Roles that may use a write, as in `hasRole`; OPTIONS offers it to them only. If missing, everyone signed
   * in.
   */
  readonly writers?: readonly Role[]
  /** Whether pages of other origins may read its answers; if missing, they may not. */
  readonly crossOrigin?: CrossOrigin
  /** The rate limit that its requests count for; if missing, `read` for GET and `write` for other methods. */
  readonly limit?: LimitKind | 'none' | ((request: Request) => LimitKind)
  readonly responses: Readonly<Record<number, EndpointResponse>>
  /** `next` passes the request to what is mounted after this endpoint. */
  handle(
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
    response: Response,
    request: Request,
    next: NextFunction,
  ): Promise<void> | void
}

/** Called before an endpoint reads a request; an exception is the answer. */
export type Guard = (
  definition: Pick<Endpoint, 'method' | 'limit'>,
  request: Request,
  response: Response,
) => Promise<void>

/** Returns an endpoint unchanged, with the types of its schemas in its handler. */
export function endpoint<P extends Shape, Q extends Shape, B extends z.ZodType>(
  definition: Endpoint<P, Q, B>,
): Endpoint {
  return definition as unknown as Endpoint
}

const nothing = z.object({})

/** Makes a schema that refuses unknown keys, unless it was made loose on purpose. */
function strictly(schema: Shape): Shape {
  return schema.def.catchall === undefined ? schema.strict() : schema
}

/**
 * Returns the Express handler of an endpoint: validates the path, the query and the body by the schemas, then
 * calls the endpoint. Invalid input becomes a ProblemError of status 400.
 */
function requestHandler(definition: Endpoint, guard: Guard | undefined): RequestHandler {
  const params = definition.params ?? nothing
  const query = strictly(definition.query ?? nothing)
  const body = definition.body ?? z.unknown()
  return async function answer(request, response, next) {
    openToOthers(request, response, definition.crossOrigin)
    await guard?.(definition, request, response)
    const input = {
      params: checkedInput(params, request.params, 'path'),
      query: checkedInput(query, request.query, 'query'),
      body: checkedInput(body, await bodyOf(definition, request), 'body'),
    }
    let isHandedOn = false
    await definition.handle(input, response, request, (error?: unknown) => {
      isHandedOn = true
      next(error)
    })
    // Answers requests that an endpoint forgot; otherwise the client would wait for the proxy's time limit.
    if (isHandedOn || response.headersSent || response.destroyed) return
    throw new Error(`${definition.operationId} gave no answer`)
  }
}

async function bodyOf({ body }: Endpoint, request: Request): Promise<unknown> {
  if (body === undefined) return undefined
  return (await readJson(request, ['application/json'], smallBody)).value
}

/** Mounts endpoints in order; `{name}` of a path becomes Express' `:name`. */
export function mount(router: Router, endpoints: readonly Endpoint[], guard?: Guard): void {
  for (const definition of endpoints) {
    const path = definition.path.replace(/\{(\w+)\}/g, ':$1')
    router[definition.method](path, requestHandler(definition, guard))
  }
}
