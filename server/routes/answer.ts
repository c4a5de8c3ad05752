/** Planned routes as files for other programs, and what goes wrong as problems. */
import type { Response } from 'express'
import { z } from 'zod'
import {
  type RouteFileFormat,
  routeFileFormats,
  routeFiles,
} from '../../geodata/model/routes/files/formats.ts'
import type { RouteFile } from '../../geodata/model/routes/files/route-file.ts'
import { RouteProblem } from '../../geodata/model/routes/problem.ts'
import type { Language } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'
import { languageOf } from '../http/negotiation.ts'
import { parameter } from '../http/parameters.ts'
import { sendTaggedText } from '../http/tagged-json.ts'

const formats = ['json', ...routeFileFormats] as const

export const routeFormatParameter = parameter(
  z.enum(formats).default('json'),
  { zh: `以下之一：${formats.join('、')}`, en: `one of: ${formats.join(', ')}` },
  { type: 'string', enum: formats, default: 'json' },
)

/** Media types of the files, for the OpenAPI document. */
export const fileContent = Object.fromEntries(Object.values(routeFiles).map(({ type }) => [type, null]))

/** Sends a file of a format other than JSON. */
export function sendRouteFile(
  response: Response,
  file: Omit<RouteFile, 'language'>,
  f: RouteFileFormat,
  lang: Language | undefined,
): void {
  const language = languageOf(response.req, lang)
  const { type, write } = routeFiles[f]
  response.set('Content-Disposition', `attachment; filename="route.${f}"`)
  sendTaggedText(response, type, write({ ...file, language }), language)
}

/** Returns what `plan` returns; its RouteProblem becomes the answer. */
export function explained<Plan>(plan: () => Plan): Plan {
  try {
    return plan()
  } catch (error) {
    if (!(error instanceof RouteProblem)) throw error
    const { code, place, title, detail } = error
    throw new ProblemError(422, title, detail, {}, { code, place })
  }
}
