/** `GET /pictures/map`: a map as PNG or SVG, for reports, cards of shared links, and alerts. */
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { themes, tokens } from '../../geodata/model/tokens.ts'
import type { DataContext } from '../context.ts'
import { badParameter, notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf } from '../http/negotiation.ts'
import { integerText, languageParameter, parameter } from '../http/parameters.ts'
import { toPng, toSvg } from './draw.ts'
import { pictureLayers } from './looks.ts'
import { type Mark, mapPicture } from './map-picture.ts'

const outlineSql = sqlFile(import.meta.url, 'outline.sql')

const known = Object.keys(pictureLayers)
const number = '-?\\d{1,3}(?:\\.\\d{1,12})?'
const boxForm = new RegExp(`^${number},${number},${number},${number}$`)
const boxOf = (text: string): Bounds | undefined => {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  const fits = west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85
  return boxForm.test(text) && fits ? [west, south, east, north] : undefined
}

/** Layers whose features can be outlined. */
const outlined = ['parcels', 'plans', 'control_lines', 'coverages']

function featureOf(text: string): { readonly layer: string; readonly id: string } | undefined {
  const [layer = '', id = '', ...rest] = text.split('/')
  return outlined.includes(layer) && isRowId(id) && rest.length === 0 ? { layer, id } : undefined
}

const query = z.object({
  bbox: parameter(
    z
      .string()
      .max(80)
      .refine((text) => boxOf(text) !== undefined)
      .optional(),
    { zh: '“西,南,东,北”（度）', en: '"west,south,east,north" in degrees' },
    { type: 'string', example: '119.75,30.22,119.8,30.26' },
  ),
  feature: parameter(
    z
      .string()
      .max(40)
      .refine((text) => featureOf(text) !== undefined)
      .optional(),
    {
      zh: 'parcels/编号、plans/编号、control_lines/编号或 coverages/编号',
      en: 'parcels/{id}, plans/{id}, control_lines/{id} or coverages/{id}',
    },
    {
      type: 'string',
      example: 'parcels/1',
      description: 'A feature to outline; without bbox the map shows it',
    },
  ),
  layers: parameter(
    z
      .string()
      .max(200)
      .default('land_cover,water,roads,buildings,parcels,control_lines')
      .transform((text) => text.split(','))
      .refine((layers) => layers.every((layer) => known.includes(layer))),
    { zh: `以逗号分隔的图层：${known.join('、')}`, en: `layers, separated by commas: ${known.join(', ')}` },
    { type: 'string' },
  ),
  width: parameter(
    integerText(100, 2000).default(800),
    { zh: '100 到 2000 的整数', en: 'an integer from 100 to 2000' },
    { type: 'integer', minimum: 100, maximum: 2000, default: 800 },
  ),
  height: parameter(
    integerText(100, 2000).default(600),
    { zh: '100 到 2000 的整数', en: 'an integer from 100 to 2000' },
    { type: 'integer', minimum: 100, maximum: 2000, default: 600 },
  ),
  theme: parameter(
    z.enum(themes).default('day'),
    { zh: 'day 或 night', en: 'day or night' },
    { type: 'string', enum: themes, default: 'day' },
  ),
  lang: languageParameter,
  f: parameter(
    z.enum(['png', 'svg']).default('png'),
    { zh: 'png 或 svg', en: 'png or svg' },
    { type: 'string', enum: ['png', 'svg'], default: 'png' },
  ),
})

export function pictureEndpoints({ databaseFor }: Pick<DataContext, 'databaseFor'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getMapPicture',
      method: 'get',
      path: '/pictures/map',
      tag: 'Pictures',
      summary: 'A map as PNG or SVG with scale bar and north, of a box or of a feature',
      query,
      responses: {
        200: { description: 'The picture', content: { 'image/png': null, 'image/svg+xml': null } },
      },
      async handle({ query: asked }, response, request) {
        const database = databaseFor(request)
        const { bounds, marks } = await shownOf(database, asked)
        const language = languageOf(request, asked.lang)
        const list = await mapPicture(database, { ...asked, bounds, marks, language })
        response.set('Cache-Control', 'no-store').vary('Accept-Language')
        if (asked.f === 'svg') response.type('image/svg+xml').send(toSvg(list))
        else response.type('image/png').send(await toPng(list, 1))
      },
    }),
  ]
}

/** Returns what the map shows, and the outline of the feature. */
async function shownOf(
  database: Queryable,
  { bbox, feature, theme }: z.output<typeof query>,
): Promise<{ bounds: Bounds; marks: Mark[] }> {
  const box = bbox === undefined ? undefined : boxOf(bbox)
  const asked = feature === undefined ? undefined : featureOf(feature)
  if (feature === undefined || asked === undefined) {
    if (box !== undefined) return { bounds: box, marks: [] }
    throw badParameter(
      'bbox',
      { zh: '“西,南,东,北”，或给出 feature', en: '"west,south,east,north", or give a feature' },
      '',
    )
  }
  const { rows } = await database.query<{ outline: { coordinates: number[][][][] }; box: Bounds }>(
    fillMarks(outlineSql, { table: asked.layer }),
    [asked.id],
  )
  const [found] = rows
  if (found === undefined) throw notFound({ zh: '要素', en: 'feature' }, feature)
  const [west, south, east, north] = found.box
  const [x, y] = [(east - west) * 0.3, (north - south) * 0.3]
  const mark = { rings: found.outline.coordinates.flat(), stroke: tokens.map[theme].selected, width: 2.5 }
  return { bounds: box ?? [west - x, south - y, east + x, north + y], marks: [mark] }
}
