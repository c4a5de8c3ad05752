/** A tile's address as OGC API – Tiles writes it: matrix, row, column. */
import type { Request } from 'express'
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { isTileAddress, MAX_ZOOM } from '../../geodata/model/tile.ts'
import { notFound } from '../errors.ts'
import { mediaType } from '../http/negotiation.ts'
import { parameter } from '../http/parameters.ts'

export const MVT = 'application/vnd.mapbox-vector-tile'

const number = (name: string, maximum?: number) =>
  parameter(
    z.string().max(40),
    { zh: '整数', en: 'an integer' },
    { type: 'integer', minimum: 0, ...(maximum === undefined ? {} : { maximum }), description: name },
  )

/** Texts: one that is no number is of no tile, which is a 404 as one out of bounds is. */
export const tileParams = z.object({
  tileMatrix: parameter(
    z.string().max(40),
    { zh: '瓦片矩阵的编号', en: 'the id of a tile matrix' },
    { type: 'string', enum: Array.from({ length: MAX_ZOOM + 1 }, (_, zoom) => String(zoom)) },
  ),
  tileRow: number('From the north on'),
  tileCol: number('From the west on'),
})

export const tileQuery = z.object({
  f: parameter(z.enum(['mvt']).optional(), { zh: 'mvt', en: 'mvt' }, { type: 'string', enum: ['mvt'] }),
})

export const collectionsParameter = parameter(
  z.string().max(1000).optional(),
  { zh: '以逗号分隔的数据集', en: 'collections, separated by commas' },
  {
    type: 'array',
    items: { type: 'string', enum: catalogue.map(({ id }) => id) },
    description: 'Only these collections',
  },
)

/** The same tile in this server's own address. Throws a 404 where the matrix has no such tile, a 406 where another format is asked for. */
export function nativeAddress(
  request: Request,
  layers: readonly Layer[],
  { tileMatrix, tileRow, tileCol }: z.output<typeof tileParams>,
  format: 'mvt' | undefined,
): string {
  if (format === undefined) mediaType(request, [MVT])
  const [z = -1, y = -1, x = -1] = [tileMatrix, tileRow, tileCol].map((text) =>
    /^\d{1,10}$/.test(text) ? Number(text) : -1,
  )
  if (!isTileAddress({ z, x, y })) {
    throw notFound({ zh: '瓦片', en: 'tile' }, `${tileMatrix}/${tileRow}/${tileCol}`)
  }
  return `/tiles/${layers.map(({ id }) => id).join()}/${z}/${x}/${y}.mvt`
}
