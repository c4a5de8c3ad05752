/** Builds or updates a tile archive; continues a build that was interrupted. */
import { zxyToTileId } from 'pmtiles'
import type { Database } from '../../geodata/database/database.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { MERCATOR_LIMIT, toMercator } from '../../geodata/model/tile.ts'
import type { ArchiveSummary, SourcedTile } from './assemble.ts'
import { assembleArchive } from './assemble.ts'
import { type BaseArchive, openBase } from './base.ts'
import { changesSince, currentPosition } from './changes.ts'
import type { ArchiveContent } from './content.ts'
import { boundsMeet, coverage } from './coverage.ts'
import { EmptyArchiveError } from './error.ts'
import type { Journal } from './journal.ts'
import { onlyBuild } from './only-build.ts'
import { renderAll, type TileProgress } from './render-all.ts'
import { resumeOrBegin } from './resume.ts'
import { type State, sameMaking } from './state.ts'

export interface BuildOptions {
  readonly path: string
  readonly content: ArchiveContent
  readonly zooms?: readonly [minzoom: number, maxzoom: number] | undefined
  /** WGS 84 degrees: only tiles that intersect it. */
  readonly bbox?: Bounds | undefined
  /** Renders only tiles changed since the archive at `path` was made; the result is the same. */
  readonly diff?: boolean | undefined
  /** Number of tiles rendered concurrently. */
  readonly concurrency: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: TileProgress) => void) | undefined
  /** Called with the reason if a full build is necessary. */
  readonly onNotice?: ((notice: Text) => void) | undefined
}

export interface BuildReport extends ArchiveSummary {
  readonly rendered: number
  /** Copied from the existing archive. */
  readonly copied: number
  /** Taken from an interrupted build. */
  readonly resumed: number
}

const WORLD: Bounds = [-MERCATOR_LIMIT, -MERCATOR_LIMIT, MERCATOR_LIMIT, MERCATOR_LIMIT]

const NO_BASE: Text = {
  zh: '还没有存档可供更新，改为完整构建。',
  en: 'There is no archive to update. Building all tiles.',
}
const OTHER_BASE: Text = {
  zh: '原有存档的图层、级别、范围、查询或数据库与现在不同，改为完整构建。',
  en: 'The archive was built from other layers, zooms, bounds, queries or another database. Building all tiles.',
}
const ALL_CHANGED: Text = {
  zh: '自原有存档以来的更改过多或涉及整个图层，改为完整构建。',
  en: 'Too much has changed since the archive was built, or a whole layer. Building all tiles.',
}
const NOTHING: Text = {
  zh: '所选图层、级别和范围内没有数据，未写存档。',
  en: 'The layers have no features at these zooms within these bounds. No archive was written.',
}

/** An archive to update, and the changes since. */
interface Base {
  readonly archive: BaseArchive
  readonly changes: readonly Bounds[]
}

/**
 * Writes a PMTiles archive (version 3). Tiles are collected in `<path>.partial`; an existing archive
 * at `path` is replaced only when the new one is complete. Throws ArchiveError, errors of the
 * database, and the signal's reason.
 */
export function buildArchive(database: Database, options: BuildOptions): Promise<BuildReport> {
  return onlyBuild(options.path, () => build(database, options))
}

async function build(database: Database, options: BuildOptions): Promise<BuildReport> {
  // Read the position first: data read later include at least the changes up to it.
  const state = await stateNow(database, options)
  await options.content.prepare(options.signal)
  const base = options.diff ? await usableBase(database, state, options) : undefined
  try {
    const journal = await resumeOrBegin(database, state, options)
    try {
      const report = await makeTiles(state, options, journal, base)
      await journal.remove()
      return report
    } catch (error) {
      if (error instanceof EmptyArchiveError) {
        await journal.remove()
        throw error
      }
      // Keep finished tiles for the next run. A full disk has been reported already.
      await journal.flush().catch(() => undefined)
      await journal.close()
      throw error
    }
  } finally {
    await base?.archive.file.close()
  }
}

async function stateNow(database: Database, { content, zooms, bbox }: BuildOptions): Promise<State> {
  const [minzoom, maxzoom] = zooms ?? content.zooms
  const plan = {
    layers: [...content.layers],
    zooms: [minzoom, maxzoom] as [number, number],
    bbox: bbox ? ([...bbox] as [number, number, number, number]) : null,
    fingerprint: await content.fingerprint(),
  }
  return { plan, ...(await currentPosition(database)) }
}

/** Returns the archive at the path, if all its tiles are valid except those listed as changed. */
async function usableBase(
  database: Database,
  state: State,
  { path, onNotice }: BuildOptions,
): Promise<Base | undefined> {
  const archive = await openBase(path)
  if (!archive) {
    onNotice?.(NO_BASE)
    return undefined
  }
  if (archive.state && sameMaking(archive.state, state)) {
    const changes = await changesSince(database, state.plan.layers, archive.state.position)
    if (changes !== 'all') return { archive, changes }
    onNotice?.(ALL_CHANGED)
  } else onNotice?.(OTHER_BASE)
  await archive.file.close()
  return undefined
}

async function makeTiles(
  state: State,
  options: BuildOptions,
  journal: Journal,
  base: Base | undefined,
): Promise<BuildReport> {
  const [minzoom, maxzoom] = state.plan.zooms
  const covered = await coverage({
    minzoom,
    maxzoom,
    bounds: options.bbox ? mercatorBounds(options.bbox) : WORLD,
    occupied: options.content.occupied,
    changes: base?.changes,
    signal: options.signal,
  })
  const todo = covered.visit.filter(({ z, x, y }) => !journal.tiles.has(zxyToTileId(z, x, y)))
  await renderAll({ ...options, todo, journal })
  await journal.flush()
  const tiles = covered.visit.flatMap(({ z, x, y }): SourcedTile[] => {
    const tile = journal.tiles.get(zxyToTileId(z, x, y))
    return tile ? [{ ...tile, file: journal.file }] : []
  })
  const kept = (await base?.archive.tiles())?.filter(({ tileId }) => !covered.reached.has(tileId)) ?? []
  const summary = await assemble(state, options, [...tiles, ...kept])
  const resumed = covered.visit.length - todo.length
  return { ...summary, rendered: todo.length, copied: kept.length, resumed }
}

async function assemble(
  state: State,
  { path, content, bbox }: BuildOptions,
  tiles: readonly SourcedTile[],
): Promise<ArchiveSummary> {
  const { bounds, metadata } = await content.describe()
  const within = bounds && bbox ? common(bounds, bbox) : bounds
  if (!within || tiles.every(({ length }) => length === 0)) throw new EmptyArchiveError(NOTHING)
  return await assembleArchive(path, tiles, {
    type: content.type,
    bounds: within,
    metadata: { ...metadata, type: 'overlay', shuangxi: state },
  })
}

function mercatorBounds([west, south, east, north]: Bounds): Bounds {
  return [...toMercator(west, south), ...toMercator(east, north)]
}

/** Returns the intersection of two rectangles, or null. */
function common(a: Bounds, b: Bounds): Bounds | null {
  if (!boundsMeet(a, b)) return null
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}
