/** Generates the OpenAPI 3.0 document from the endpoints' zod schemas. */
import { z } from 'zod'
import { problemSchema } from '../../geodata/model/answers/problem.ts'
import type { Endpoint, EndpointResponse, Shape } from './endpoint.ts'
import { parameterNotes } from './parameters.ts'

export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0'

type Json = Readonly<Record<string, unknown>>

export interface ApiInfo {
  readonly title: string
  readonly description: string
  readonly version: string
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token of /me/tokens' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'shuangxi',
    description: 'Set by /sign-in; `__Host-shuangxi` behind TLS. Writes must come from this site.',
  },
}

/** Returns the document of all documented endpoints, with paths relative to `server`. */
export function openApiDocument(endpoints: readonly Endpoint[], info: ApiInfo, server: string): Json {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const definition of endpoints) {
    if (definition.documented === false) continue
    paths[definition.path] = { ...paths[definition.path], [definition.method]: operation(definition) }
  }
  return {
    openapi: '3.0.3',
    info,
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema) },
      securitySchemes,
    },
  }
}

function operation(definition: Endpoint): Json {
  const { operationId, tag, summary, params, query, headers, responses } = definition
  return {
    operationId,
    tags: [tag],
    summary,
    parameters: [
      ...parameters(params, 'path'),
      ...parameters(query, 'query'),
      ...parameters(headers, 'header'),
    ],
    ...requestBody(definition),
    ...security(definition),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, value]) => [status, response(value)])),
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const session = { session: [] }

function security({ secured }: Endpoint): Json {
  if (secured === undefined) return {}
  return { security: secured === 'session' ? [session] : [{ bearer: [] }, session] }
}

function requestBody({ body, requestBody: bodies }: Endpoint): Json {
  const known = bodies ?? (body === undefined ? {} : { 'application/json': body })
  const content = Object.entries(known).map(([type, schema]) => [type, { schema: jsonSchema(schema) }])
  return content.length === 0 ? {} : { requestBody: { required: true, content: Object.fromEntries(content) } }
}

function response({ description, content }: EndpointResponse): Json {
  if (content === undefined) return { description }
  const entries = Object.entries(content).map(([type, schema]) => [
    type,
    { schema: schema === null ? binary(type) : jsonSchema(schema) },
  ])
  return { description, content: Object.fromEntries(entries) }
}

const binary = (type: string): Json =>
  type.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' }

function parameters(shape: Shape | undefined, place: 'path' | 'query' | 'header'): readonly Json[] {
  if (shape === undefined) return []
  return Object.entries(shape.shape).map(([name, field]) => {
    const note = parameterNotes.get(field)
    const { description = note?.expected.en, ...schema } = note?.openapi ?? jsonSchema(field)
    return {
      name,
      in: place,
      required: place === 'path',
      ...(description === undefined ? {} : { description }),
      ...(place === 'query' ? { style: 'form', explode: false } : {}),
      schema,
    }
  })
}

/**
 * Converts a schema for OpenAPI 3.0, with two corrections: a nullable enumeration must list null itself, and
 * the bounds of safe integers, which zod adds everywhere, are removed.
 */
function jsonSchema(schema: z.core.$ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    unrepresentable: 'any',
    override({ jsonSchema: made }) {
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum
      // Optional schemas are converted twice.
      const lacksNull = Reflect.get(made, 'nullable') === true && made.enum?.includes(null) === false
      if (lacksNull && made.enum) made.enum = [...made.enum, null]
    },
  })
  return json
}
