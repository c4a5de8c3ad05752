/** The address of a tile in OGC API – Tiles: matrix, row, column. */
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { MAX_ZOOM, readTileAddress, type TileAddress } from '../../geodata/model/tile.ts'
import { notFound, type ProblemError } from '../errors.ts'
import { parameter } from '../http/parameters.ts'

const number = (name: string, maximum?: number) =>
  parameter(
    z.string().max(40),
    { zh: '整数', en: 'an integer' },
    { type: 'integer', minimum: 0, ...(maximum === undefined ? {} : { maximum }), description: name },
  )

/** Texts, because an invalid number is a 404, as one out of bounds is. */
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

/** Returns the tile of a path. Throws a 404 if its matrix has no such tile. */
export function addressOf(params: z.output<typeof tileParams>): TileAddress {
  const address = readTileAddress(params.tileMatrix, params.tileCol, params.tileRow)
  if (!address) throw noTile(params)
  return address
}

/** Creates the 404 for a missing tile. */
export function noTile({ tileMatrix, tileRow, tileCol }: z.output<typeof tileParams>): ProblemError {
  return notFound({ zh: '瓦片', en: 'tile' }, `${tileMatrix}/${tileRow}/${tileCol}`)
}
