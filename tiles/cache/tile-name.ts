import type { TileAddress } from '../../geodata/model/tile.ts'

/** A tile, its layers and the visibility. */
export interface TileName extends TileAddress {
  /** Ids in the catalogue's order, separated by commas. */
  readonly layers: string
  /** Viewers with different visible rows have different tiles. Without spaces and slashes. */
  readonly visibility: string
}

/** Returns the name as a string, the key of every cache in memory. */
export const tileKey = (visibility: string, layers: string, address: TileAddress): string =>
  `${visibility}/${layers}/${address.z}/${address.x}/${address.y}`

export const keyOf = (name: TileName): string => tileKey(name.visibility, name.layers, name)

/** Returns whether the tile contains the layer. */
export function hasLayer(layers: string, layer: string): boolean {
  return layers === layer || `,${layers},`.includes(`,${layer},`)
}
