/** Unpacks a raster if necessary, and refuses pictures by their first bytes. */
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, open, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ImportError } from '../error.ts'
import type { ImportRequest } from '../request.ts'
import { unzipRaster } from './zip.ts'

export interface RasterFile {
  /** Path that GDAL opens. */
  readonly path: string
  /** File name for messages. */
  readonly name: string
}

/** A raster of 150 million cells of 8 bytes, and a margin. */
const MAX_UNPACKED = 1.5 * 1024 ** 3
/** Elevations compress twenty times at most; a large file beyond this ratio is an attack. */
const MAX_RATIO = 200
const ALWAYS_BYTES = 50_000_000

/** Unpacks below `folder` if necessary. Throws ImportError for pictures and for damaged archives. */
export async function openRasterFile(
  { file, layer }: Pick<ImportRequest, 'file' | 'layer'>,
  folder: string,
): Promise<RasterFile> {
  const name = basename(file)
  const path = await unpacked(file, layer, folder)
  await refusePicture(name, path)
  return { path: await namedTile(path, name, folder), name }
}

function unpacked(file: string, layer: string | undefined, folder: string): Promise<string> | string {
  if (/\.zip$/i.test(file)) return unzipRaster(file, layer, folder)
  return /\.gz$/i.test(file) ? gunzip(file, folder) : file
}

async function gunzip(file: string, folder: string): Promise<string> {
  const name = basename(file)
  const { size } = await stat(file)
  const most = Math.min(MAX_UNPACKED, Math.max(ALWAYS_BYTES, MAX_RATIO * size))
  const path = join(folder, name.replace(/\.gz$/i, ''))
  let bytes = 0
  const bound = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      done(bytes > most ? tooLarge(name) : null, chunk)
    },
  })
  try {
    await pipeline(createReadStream(file), createGunzip(), bound, createWriteStream(path))
  } catch (cause) {
    if (cause instanceof ImportError) throw cause
    const text = { zh: `${name} 不是完整的 gzip 文件。`, en: `${name} is not a complete gzip file.` }
    throw new ImportError(text, { cause })
  }
  return path
}

const tooLarge = (name: string) =>
  new ImportError({
    zh: `${name} 解压后与其大小不相称，拒绝读取。`,
    en: `${name} unpacks to far more than its size and is refused.`,
  })

const pictures: readonly (readonly [string, (head: Buffer) => boolean])[] = [
  ['PNG', (head) => head.subarray(1, 4).equals(Buffer.from('PNG'))],
  ['JPEG', (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff],
  ['GIF', (head) => /^GIF8/.test(head.toString('latin1', 0, 4))],
  ['BMP', (head) => /^BM/.test(head.toString('latin1', 0, 2)) && head.readUInt32LE(6) === 0],
  ['WebP', (head) => /^RIFF....WEBP/s.test(head.toString('latin1', 0, 12))],
  ['JPEG 2000', (head) => /^\0\0\0\fjP /.test(head.toString('latin1', 0, 7))],
  ['PDF', (head) => /^%PDF/.test(head.toString('latin1', 0, 4))],
]

async function refusePicture(name: string, path: string): Promise<void> {
  const handle = await open(path)
  const head = Buffer.alloc(16)
  try {
    await handle.read(head, 0, head.length, 0)
  } catch (cause) {
    // A folder, such as a File Geodatabase, is left to GDAL.
    if ((cause as NodeJS.ErrnoException).code !== 'EISDIR') throw cause
  } finally {
    await handle.close()
  }
  const kind = pictures.find(([, test]) => test(head))?.[0]
  if (kind === undefined) return
  throw new ImportError({
    zh: `${name} 是 ${kind} 图片，不是高程。高程请用 GeoTIFF、HGT、IMG、DTED 或 ASCII 格网。`,
    en: `${name} is a ${kind} picture, not elevations. Supported are GeoTIFF, HGT, IMG, DTED or an ASCII grid.`,
  })
}

/** The position of an HGT tile is only in its name, by its south-western corner: `N30E119`. */
const TILE = /(^|[^a-z])([ns]\d{2}[ew]\d{3})/i

/** Returns an HGT file under the name that GDAL expects, as a copy if it has another name. */
async function namedTile(path: string, name: string, folder: string): Promise<string> {
  if (!/\.hgt$/i.test(path)) return path
  const tile = (TILE.exec(basename(path)) ?? TILE.exec(name))?.[2]?.toUpperCase()
  if (tile === undefined) {
    throw new ImportError({
      zh: `${name} 的文件名未注明位置：HGT 应以西南角命名，如 N30E119.hgt。`,
      en: `The name of ${name} does not give its position: an HGT is named by its south-western corner, such as N30E119.hgt.`,
    })
  }
  if (basename(path) === `${tile}.hgt`) return path
  const copy = join(folder, `${tile}.hgt`)
  await copyFile(path, copy)
  return copy
}
