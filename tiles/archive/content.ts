/** What an archive is made of: its tiles, its description and what they depend on. */
import type { Bounds, TileAddress } from '../../geodata/model/tile.ts'
import type { Occupied } from './coverage.ts'
import type { TileType } from './header.ts'

interface ContentDescription {
  /** WGS 84 degrees, around all that there is; null while there is nothing. */
  readonly bounds: Bounds | null
  /** Metadata beside what every archive carries. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface ArchiveContent {
  readonly type: TileType
  /** Zooms that are archived where none are asked for. */
  readonly zooms: readonly [minzoom: number, maxzoom: number]
  /** Tables of the catalogue whose rows the tiles show. */
  readonly layers: readonly string[]
  /** Brings up to date what tiles are read from. Changes that come later are found by the next build. */
  prepare(signal: AbortSignal | undefined): Promise<void>
  /** Stands for everything else that the tiles' bytes depend on: queries, versions, other tables. */
  fingerprint(): Promise<string>
  readonly occupied: Occupied
  /** How many tiles of a zoom are best rendered at once. */
  batchSize(zoom: number): number
  /** The bytes of some tiles of one zoom as an archive keeps them; empty where there is nothing. */
  render(tiles: readonly TileAddress[], signal: AbortSignal): Promise<readonly Uint8Array[]>
  describe(): Promise<ContentDescription>
}
