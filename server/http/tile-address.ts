/** Validates a tile's path: the tile must exist. */
import type { TileAddress } from '../../geodata/model/tile.ts'
import { isTileAddress, MAX_ZOOM } from '../../geodata/model/tile.ts'
import { badParameter } from '../errors.ts'
import { parameter, plainInteger } from './parameters.ts'

const MAX_COORDINATE = 2 ** MAX_ZOOM - 1

/** Returns schemas of the path's z, x and y; new objects, because a note belongs to one schema. */
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

/** Returns the address if x and y are within the zoom's square; throws a 400 otherwise. */
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
