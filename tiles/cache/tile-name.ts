import type { TileAddress } from '../../geodata/model/tile.ts'

/** Which tile, of which layers, for whom. */
export interface TileName extends TileAddress {
  /** Ids in the catalogue's order, separated by commas. */
  readonly layers: string
  /** Who sees other rows has other tiles. Without spaces and slashes. */
  readonly visibility: string
}

/** The name as one string, by which every cache in memory keeps the tile. */
export const tileKey = (visibility: string, layers: string, address: TileAddress): string =>
  `${visibility}/${layers}/${address.z}/${address.x}/${address.y}`

export const keyOf = (name: TileName): string => tileKey(name.visibility, name.layers, name)

/** True where a layer is one of the tile's. */
export function hasLayer(layers: string, layer: string): boolean {
  return layers === layer || `,${layers},`.includes(`,${layer},`)
}
