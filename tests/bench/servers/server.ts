import type { TileAddress } from '../../../geodata/model/tile.ts'

/** A server whose tiles are measured. */
export interface TileServer {
  readonly name: string
  /** Without a final slash. */
  readonly origin: string
  /** Returns the path of a tile of some layers; undefined if it has no such tile. */
  path(layers: readonly string[], address: TileAddress): string | undefined
  /** Returns additional headers of a request for some layers, if any. */
  headers?(layers: readonly string[]): Readonly<Record<string, string>>
  /** Its first process, if this run started it. */
  readonly pid?: number | undefined
  stop(): Promise<void>
}

/** A server of features, whose parcels are measured. */
export interface FeatureServer {
  readonly name: string
  readonly origin: string
  /** Returns the path of the parcels for a query of OGC API – Features. */
  items(query: string): string
  /** Returns the path of a page by its number; undefined if the previous page links to it. */
  nextPage?(query: string, page: number, limit: number): string
  /** Paths of all parcels as one file, by format. */
  readonly files: Readonly<Record<string, string>>
  readonly pid?: number | undefined
  stop(): Promise<void>
}
