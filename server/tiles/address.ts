/** What a tile's path says, checked: a tile that exists and layers of the catalogue. */

import type { Viewer } from '../../geodata/access/viewer.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { isTileAddress, MAX_ZOOM } from '../../geodata/model/tile.ts'
import { readableLayers, refuseUnreadable } from '../access/visibility.ts'
import { badParameter, notFound } from '../errors.ts'
import { parameter, plainInteger } from '../http/parameters.ts'

const MAX_COORDINATE = 2 ** MAX_ZOOM - 1

/** Schemas of the path's z, x and y; fresh objects, since a note belongs to one schema. */
export const addressParams = () => ({
  z: parameter(
    plainInteger(0, MAX_ZOOM),
    { zh: `0 到 ${MAX_ZOOM} 的整数`, en: `an integer from 0 to ${MAX_ZOOM}` },
    { type: 'integer', minimum: 0, maximum: MAX_ZOOM },
  ),
  x: parameter(
    plainInteger(0, MAX_COORDINATE),
    { zh: '0 到 2^z − 1 的整数', en: 'an integer from 0 to 2^z - 1' },
    { type: 'integer', minimum: 0 },
  ),
  y: parameter(
    plainInteger(0, MAX_COORDINATE),
    { zh: '0 到 2^z − 1 的整数', en: 'an integer from 0 to 2^z - 1' },
    { type: 'integer', minimum: 0 },
  ),
})

/** Gives the address back where x and y lie in the zoom's square; throws a 400 where they don't. */
export function checkedAddress(address: TileAddress): TileAddress {
  if (isTileAddress(address)) return address
  const most = 2 ** address.z - 1
  const [name, came] = address.x > most ? ['x', address.x] : ['y', address.y]
  throw badParameter(
    name,
    {
      zh: `0 到 ${most} 的整数（缩放级别 ${address.z}）`,
      en: `an integer from 0 to ${most} at zoom ${address.z}`,
    },
    came,
  )
}

/**
 * Layers by a comma-separated list of ids, in the catalogue's order. Throws a ProblemError: 404 for an
 * unknown one, 401 or 403 for one of which the viewer may see nothing.
 */
export function layersByIds(list: string, viewer: Viewer): readonly Layer[] {
  const asked = new Set(list.split(','))
  for (const id of asked) {
    if (findLayer(id)) continue
    throw notFound(
      { zh: '图层', en: 'layer' },
      id,
      readableLayers(viewer).map((layer) => layer.id),
    )
  }
  const layers = catalogue.filter((layer) => asked.has(layer.id))
  refuseUnreadable(viewer, layers)
  return layers
}
