import type { TileAddress } from '../../geodata/model/tile.ts'

/** Which tile, of which layers, for whom. */
export interface TileName extends TileAddress {
  /** Ids in the catalogue's order, separated by commas. */
  readonly layers: string
  /** Who sees other rows has other tiles. Without spaces and slashes. */
  readonly visibility: string
}

/** The name as one string. */
export function keyOf({ visibility, layers, z, x, y }: TileName): string {
  return `${visibility}/${layers}/${z}/${x}/${y}`
}

/** True where a layer is one of the tile's. */
export function hasLayer(layers: string, layer: string): boolean {
  return layers === layer || `,${layers},`.includes(`,${layer},`)
}
