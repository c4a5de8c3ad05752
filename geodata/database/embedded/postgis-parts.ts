/**
 * PostGIS without what is not used here. Its package holds 95 MB, which PGlite would unpack, compile and
 * keep in memory at each start: three libraries of 16 MB, of which raster and topology are not used,
 * and the scripts that bring older versions up to date.
 */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { packTar, unpackTar } from 'modern-tar'

const parts = [
  /^lib\/postgresql\/postgis-3\.so$/,
  /^share\/postgresql\/extension\/postgis(--\d+\.\d+\.\d+)?\.(sql|control)$/,
  /^share\/proj\//,
]

/** The module's part that PGlite's typing does not name: archives of extensions, unpacked when the engine starts. */
interface Archives {
  pg_extensions: Record<string, Promise<Blob>>
}

/** Returns the archive of a package's file, not packed, with the used parts only. */
async function usedParts(file: URL): Promise<Blob> {
  const archive = createReadStream(file).pipe(createGunzip())
  const entries = await unpackTar(Readable.toWeb(archive) as ReadableStream<Uint8Array>, {
    filter: ({ name }) => parts.some((part) => part.test(name)),
  })
  if (entries.length === 0) throw new Error(`${file.pathname} holds no PostGIS`)
  return new Blob([await packTar(entries)])
}

const setup: Extension['setup'] = async (pg, options) => {
  const { bundlePath, emscriptenOpts } = await postgis.setup(pg, options)
  if (!bundlePath) throw new Error('the package of PostGIS names no file')
  const archive = usedParts(bundlePath)
  // Whoever waits for it hears of it; PGlite waits later.
  archive.catch(() => undefined)
  const preRun = [
    ...(emscriptenOpts.preRun ?? []),
    (module: Archives) => {
      module.pg_extensions = { ...module.pg_extensions, postgis: archive }
    },
  ]
  return { emscriptenOpts: { ...emscriptenOpts, preRun } }
}

export const usedPostgis: Extension = { name: 'postgis', setup }

/** Lets go of the archives of an engine that has started: it has copied what it needs. */
export function forgetArchives(module: object): void {
  ;(module as Archives).pg_extensions = {}
}
