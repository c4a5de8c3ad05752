import type { TileAddress } from '../../../geodata/model/tile.ts'

/** A server whose tiles are measured. */
export interface TileServer {
  readonly name: string
  /** Without a slash at its end. */
  readonly origin: string
  /** Path of a tile of some layers; undefined where it has no such tile. */
  path(layers: readonly string[], address: TileAddress): string | undefined
  /** Its first process, where this run started it. */
  readonly pid?: number | undefined
  stop(): Promise<void>
}
