/** Renders many tiles at once into a journal. */
import { zxyToTileId } from 'pmtiles'
import type { TileAddress } from '../../geodata/model/tile.ts'
import type { ArchiveContent } from './content.ts'
import type { Journal } from './journal.ts'

export interface TileProgress {
  readonly done: number
  readonly total: number
  /** Since the start. */
  readonly tilesPerSecond: number
  /** Zoom of the last finished tile. */
  readonly zoom: number
}

export interface RenderOptions {
  readonly content: ArchiveContent
  readonly todo: readonly TileAddress[]
  readonly journal: Journal
  readonly concurrency: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: TileProgress) => void) | undefined
}

/**
 * Runs `concurrency` workers, each taking the next batch when it has finished one, so that the database
 * is busy while other batches are compressed. The first failure stops all of them.
 */
export async function renderAll(options: RenderOptions): Promise<void> {
  const { content, todo, journal, onProgress } = options
  const failed = new AbortController()
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])])
  const started = performance.now()
  let next = 0
  let done = 0
  const work = async () => {
    for (;;) {
      signal.throwIfAborted()
      const batch = nextBatch(todo, next, content)
      const [first] = batch
      if (!first) return
      next += batch.length
      const bodies = await content.render(batch, signal)
      for (const [i, { z, x, y }] of batch.entries()) {
        await journal.add(zxyToTileId(z, x, y), bodies[i] ?? new Uint8Array(0))
      }
      done += batch.length
      const seconds = (performance.now() - started) / 1000
      onProgress?.({ done, total: todo.length, tilesPerSecond: done / seconds, zoom: first.z })
    }
  }
  const workers = Array.from({ length: options.concurrency }, () =>
    work().catch((error: unknown) => {
      failed.abort(error)
      throw error
    }),
  )
  const ends = await Promise.allSettled(workers)
  options.signal?.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Returns the next batch of tiles of one zoom. */
function nextBatch(todo: readonly TileAddress[], from: number, content: ArchiveContent): TileAddress[] {
  const zoom = todo[from]?.z
  if (zoom === undefined) return []
  const batch = todo.slice(from, from + content.batchSize(zoom))
  return batch.filter(({ z }) => z === zoom)
}
