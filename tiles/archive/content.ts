/** The content of an archive: tiles, metadata and what they depend on. */
import type { Bounds, TileAddress } from '../../geodata/model/tile.ts'
import type { Occupied } from './coverage.ts'
import type { TileType } from './header.ts'

interface ContentDescription {
  /** Extent of all data in WGS 84 degrees; null without data. */
  readonly bounds: Bounds | null
  /** Metadata in addition to those of every archive. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface ArchiveContent {
  readonly type: TileType
  /** Default zooms. */
  readonly zooms: readonly [minzoom: number, maxzoom: number]
  /** Catalogue tables shown in the tiles. */
  readonly layers: readonly string[]
  /** Updates what tiles are read from. The next build finds later changes. */
  prepare(signal: AbortSignal | undefined): Promise<void>
  /** Fingerprint of everything else that the tiles' bytes depend on: queries, versions, other tables. */
  fingerprint(): Promise<string>
  readonly occupied: Occupied
  /** Best batch size for rendering tiles of a zoom. */
  batchSize(zoom: number): number
  /** The bytes of tiles of one zoom as stored in an archive; empty for empty tiles. */
  render(tiles: readonly TileAddress[], signal: AbortSignal): Promise<readonly Uint8Array[]>
  describe(): Promise<ContentDescription>
}
