/** Decides the format of an answer: a page of GeoJSON, or a streamed file. */
import type { Request } from 'express'
import { z } from 'zod'
import type { FeatureFormat } from '../../../geodata/export/format.ts'
import { fileFormats } from '../../../geodata/export/formats.ts'
import { geojsonFile } from '../../../geodata/export/geojson.ts'
import { languageParameter, parameter } from '../../http/parameters.ts'

const names = ['json', 'geojson', 'geojsonseq', 'flatgeobuf', 'csv', 'txt', 'vct'] as const

/** Query parameters for the format of a collection's features. */
export const formatQuery = {
  f: parameter(
    z.enum(names).optional(),
    { zh: `下列之一：${names.join('、')}`, en: `one of ${names.join(', ')}` },
    {
      type: 'string',
      enum: names,
      description:
        'json: a page of GeoJSON. The others are streamed files, with the whole result unless limit is given. txt (boundary points) and vct (GB/T 17798) are for layers of areas, in CGCS2000, zone 40, and in GBK.',
    },
  ),
  headings: parameter(
    z.enum(['names', 'titles']).optional(),
    { zh: 'names 或 titles', en: 'names or titles' },
    { type: 'string', enum: ['names', 'titles'], description: 'Column headings of CSV.' },
  ),
  lang: languageParameter,
}

/** Media types of files for Accept. GeoJSON means a page. */
const negotiable = fileFormats.filter((format) => format !== geojsonFile)

/** Returns the file format given by `f`, otherwise by Accept; undefined for a page of GeoJSON. */
export function askedFile(
  request: Request,
  f: (typeof names)[number] | undefined,
): FeatureFormat | undefined {
  if (f !== undefined) return fileFormats.find(({ name }) => name === f)
  const pages = ['application/geo+json', 'application/json']
  const best = request.accepts([...pages, ...negotiable.map(({ mediaType }) => mediaType)])
  return negotiable.find(({ mediaType }) => mediaType === best)
}

/** Returns whether a request whose query is not validated yet asks for a file. */
export function asksForFile(request: Request): boolean {
  const f = names.find((name) => name === request.query.f)
  return askedFile(request, f) !== undefined
}
