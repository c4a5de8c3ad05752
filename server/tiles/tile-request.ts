/** Parses the address of a request for a vector tile. */
import { z } from 'zod'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { isTileAddress, TILE_NUMBER, type TileAddress } from '../../geodata/model/tile.ts'
import { type LayerList, layerList, layersByIds } from '../access/layers-by-ids.ts'
import { checkedInput } from '../http/input-problem.ts'
import { parameter } from '../http/parameters.ts'
import { addressParams, checkedAddress } from '../http/tile-address.ts'

/** Maximum length of a list of layers, in characters. */
const LIST_LENGTH = 1000

export interface AskedTile {
  readonly list: LayerList
  readonly address: TileAddress
}

export const layersParameter = () =>
  parameter(
    z.string().max(LIST_LENGTH),
    { zh: '以逗号分隔的图层', en: 'layers, separated by commas' },
    {
      type: 'string',
      example: 'roads,water',
      description: `Of: ${catalogue.map(({ id }) => id).join(', ')}`,
    },
  )

export const tilePath = '/tiles/{layers}/{z}/{x}/{y}.mvt'

/** The parts of the path as text. */
export const tileParams = z.object({ layers: layersParameter(), ...addressParams() })

const LAYERS = '[a-z_]+(?:,[a-z_]+)*'
const END = '\\.mvt(?:\\?|$)'
const PLAIN = new RegExp(`^/tiles/(${LAYERS})/(${TILE_NUMBER})/(${TILE_NUMBER})/(${TILE_NUMBER})${END}`)
const ANY = new RegExp(`^/tiles/([^/?]+)/([^/?]+)/([^/?]+)/([^/?]+)${END}`)

/** Returns the tile of an address in canonical form; undefined for other addresses. */
export function plainTile(url: string): AskedTile | undefined {
  const [match, ids = '', z = '', x = '', y = ''] = PLAIN.exec(url) ?? []
  if (match === undefined || ids.length > LIST_LENGTH) return undefined
  const list = layerList(ids)
  const address = { z: Number(z), x: Number(x), y: Number(y) }
  return typeof list === 'string' || !isTileAddress(address) ? undefined : { list, address }
}

/** The parts of a tile's path before validation. */
export type TileTexts = z.input<typeof tileParams>

/**
 * Returns the decoded parts of any address in the form of `tilePath`, as Express would; undefined for other
 * addresses.
 */
export function tileTexts(url: string): TileTexts | undefined {
  const match = ANY.exec(url)
  if (!match) return undefined
  const [, layers = '', z = '', x = '', y = ''] = match.map(decodeURIComponent)
  return { layers, z, x, y }
}

/** Validates the parts. Throws a ProblemError of status 400. */
export const checkedTexts = (texts: TileTexts): z.output<typeof tileParams> =>
  checkedInput(tileParams, texts, 'path')

/** Returns the requested tile. Throws a ProblemError: 404, 401 or 403 for its layers, 400 for its address. */
export function askedTile({ layers, z, x, y }: z.output<typeof tileParams>, viewer: Viewer): AskedTile {
  const list = layersByIds(layers, viewer)
  return { list, address: checkedAddress({ z, x, y }) }
}
