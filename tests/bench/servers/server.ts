import type { TileAddress } from '../../../geodata/model/tile.ts'

/** A server whose tiles are measured. */
export interface TileServer {
  readonly name: string
  /** Without a slash at its end. */
  readonly origin: string
  /** Path of a tile of some layers; undefined if it has no such tile. */
  path(layers: readonly string[], address: TileAddress): string | undefined
  /** What a request for some layers has to send besides; nothing where it is left out. */
  headers?(layers: readonly string[]): Readonly<Record<string, string>>
  /** Its first process, where this run started it. */
  readonly pid?: number | undefined
  stop(): Promise<void>
}

/** A server of features, whose parcels are measured. */
export interface FeatureServer {
  readonly name: string
  readonly origin: string
  /** Path of the parcels for a query of OGC API – Features. */
  items(query: string): string
  /** Path of a page by its number; undefined if the page before says where the next one is. */
  nextPage?(query: string, page: number, limit: number): string
  /** Paths of all parcels as one file, by format. */
  readonly files: Readonly<Record<string, string>>
  readonly pid?: number | undefined
  stop(): Promise<void>
}
