/**
 * Loads PostGIS without its unused parts. Its package holds 95 MB that PGlite would unpack, compile and keep
 * in memory at each start: three libraries of 16 MB, two of them unused (raster, topology), and upgrade
 * scripts.
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

/**
 * A part of the module that PGlite's types do not have: archives of extensions, unpacked at the start of the
 * engine.
 */
interface Archives {
  pg_extensions: Record<string, Promise<Blob>>
}

/** Returns the uncompressed archive of a package's file with the used parts only. */
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
  // Errors are handled where it is awaited, which is later.
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

/** Releases the archives after the engine has copied them. */
export function forgetArchives(module: object): void {
  ;(module as Archives).pg_extensions = {}
}
