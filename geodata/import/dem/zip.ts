/** Unpacks the only raster of a zip with the files that belong to it. */
import { basename, dirname, extname, join } from 'node:path'
import { ImportError } from '../error.ts'
import type { ZipMember } from '../read/unzip.ts'
import { Zip } from '../read/unzip.ts'

const RASTERS = new Set(
  '.hgt .tif .tiff .img .asc .dem .dt0 .dt1 .dt2 .bil .bip .bsq .flt .png .jpg .jpeg'.split(' '),
)

/**
 * Returns the path of the raster below `folder`. Throws ImportError if there is none, or the user has to
 * choose.
 */
export async function unzipRaster(file: string, layer: string | undefined, folder: string): Promise<string> {
  const zip = await Zip.open(file)
  try {
    const rasters = zip.members.filter(({ path }) => RASTERS.has(extname(path).toLowerCase()))
    const raster = choose(basename(file), rasters, layer)
    const stem = stemOf(raster.path)
    const parts = zip.members.filter(
      ({ path }) => dirname(path) === dirname(raster.path) && basename(path).startsWith(`${basename(stem)}.`),
    )
    await zip.unpack(new Map(parts.map((member) => [member, basename(member.path)])), folder)
    return join(folder, basename(raster.path))
  } finally {
    zip.close()
  }
}

const stemOf = (path: string) => path.slice(0, path.length - extname(path).length)

function choose(name: string, rasters: readonly ZipMember[], layer: string | undefined): ZipMember {
  const named = rasters.filter(
    ({ path }) => layer === undefined || [path, basename(path), stemOf(basename(path))].includes(layer),
  )
  const [only, ...others] = named
  if (only && others.length === 0) return only
  if (rasters.length === 0) {
    throw new ImportError({
      zh: `${name} 中没有高程文件（GeoTIFF、HGT、IMG、DTED、ASCII 格网）；若其中还有压缩包，请先解压。`,
      en: `There is no elevation file (GeoTIFF, HGT, IMG, DTED, ASCII grid) in ${name}; unpack zips in it first.`,
    })
  }
  const list = rasters.slice(0, 20).map(({ path }) => path)
  throw new ImportError({
    zh: `${name} 中有 ${rasters.length} 幅栅格，请用 --layer 指定一幅，逐幅导入：${list.join('、')}。`,
    en: `${name} holds ${rasters.length} rasters. Import them one by one with --layer. Available: ${list.join(', ')}.`,
  })
}
