/** Writes the whole public map as static files for any web server, without a database. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { publicViewer } from '../../geodata/access/viewer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { contours } from '../../geodata/model/drawn-layers.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { buildArchive } from '../archive/build.ts'
import type { ArchiveContent } from '../archive/content.ts'
import { EmptyArchiveError, fileError } from '../archive/error.ts'
import type { TileProgress } from '../archive/render-all.ts'
import { contoursContent, terrainContent } from '../archive/terrain-content.ts'
import { vectorContent } from '../archive/vector-content.ts'
import { writePage } from './page.ts'
import { type PublishedArchive, publishedArchives } from './published-style.ts'
import { writeSiteFiles } from './site-files.ts'

export interface PublishOptions {
  readonly folder: string
  /** WGS 84 degrees: only tiles that intersect it. */
  readonly bbox?: Bounds | undefined
  readonly mapApprovalNumber?: string | undefined
  readonly concurrency: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((archive: string, progress: TileProgress) => void) | undefined
}

export interface PublishReport {
  readonly archives: readonly { readonly name: string; readonly tiles: number; readonly bytes: number }[]
  readonly places: number
}

/**
 * Writes or updates a folder with the page, styles, fonts, sprites, a list of places and an archive for
 * each source of the style, public layers only. The page is written last, so that an existing copy
 * keeps working meanwhile. Throws ArchiveError.
 */
export async function publish(database: Database, options: PublishOptions): Promise<PublishReport> {
  const { folder, signal } = options
  const archives: PublishReport['archives'][number][] = []
  try {
    mkdirSync(join(folder, 'archives'), { recursive: true })
    for (const archive of publishedArchives()) {
      const report = await writeArchive(database, archive, options)
      if (report) archives.push({ name: archive.name, ...report })
    }
    signal?.throwIfAborted()
    const written = new Set(archives.map(({ name }) => name))
    const places = await writeSiteFiles(database.as(publicViewer), folder, written, options.mapApprovalNumber)
    signal?.throwIfAborted()
    await writePage(folder)
    return { archives, places }
  } catch (error) {
    throw fileError(error, folder)
  }
}

function contentOf(database: Database, { name, layers }: PublishedArchive): Promise<ArchiveContent> {
  if (name === contours.id) return contoursContent(database)
  if (layers.length === 0) return terrainContent(database)
  return Promise.resolve(
    vectorContent(
      database,
      catalogue.filter(({ id }) => layers.includes(id)),
    ),
  )
}

/** Writes or updates an archive; deletes one that would be empty. */
async function writeArchive(
  database: Database,
  archive: PublishedArchive,
  { folder, bbox, concurrency, signal, onProgress }: PublishOptions,
): Promise<{ tiles: number; bytes: number } | undefined> {
  const path = join(folder, 'archives', `${archive.name}.pmtiles`)
  try {
    const { tiles, bytes } = await buildArchive(database, {
      path,
      content: await contentOf(database, archive),
      bbox,
      diff: true,
      concurrency,
      signal,
      onProgress: (progress) => onProgress?.(archive.name, progress),
    })
    return { tiles, bytes }
  } catch (error) {
    if (!(error instanceof EmptyArchiveError)) throw error
    rmSync(path, { force: true })
    return undefined
  }
}
