/**
 * An endpoint is described once: the same zod schemas check its requests and write its part of the
 * OpenAPI document. A capability exports its endpoints; app.ts mounts them all.
 */
import type { Request, Response } from 'express'
import type { z } from 'zod'

export interface EndpointResponse {
  readonly description: string
  /** Media types, each with a schema where the body is JSON. */
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
  readonly params?: Params
  /** Unknown query parameters are refused unless the schema is loose. */
  readonly query?: Query
  readonly body?: Body
  readonly responses: Readonly<Record<number, EndpointResponse>>
  handle(
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
    response: Response,
    request: Request,
  ): Promise<void> | void
}

/** Gives an endpoint back unchanged, with the types of its schemas in its handler. */
export function endpoint<P extends Shape, Q extends Shape, B extends z.ZodType>(
  definition: Endpoint<P, Q, B>,
): Endpoint {
  return definition as unknown as Endpoint
}
