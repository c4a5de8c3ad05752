/** Outlines as files: GeoJSON, 报部坐标 TXT, Shapefile, DXF. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { chinaDay } from '../../../../geodata/export/china-day.ts'
import { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import { planeOf } from '../../../../geodata/model/plane.ts'
import { boundaryHead, plotOf } from '../../../../geodata/model/planning/boundary-file/make.ts'
import { plotLines } from '../../../../geodata/model/planning/boundary-file/write.ts'
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import { outlineArea } from '../../../../geodata/model/planning/outline/repair.ts'

export interface ResultFile {
  readonly bytes: Buffer
  readonly mediaType: string
}

/** Eastings of zone 40 begin with its number. */
const ZONE = 40_000_000

const featuresOf = (outlines: readonly Outline[]) =>
  outlines.map(({ name, parts }, i) => ({
    type: 'Feature',
    properties: { number: i + 1, name, area_m2: Math.round(outlineArea(parts) * 100) / 100 },
    geometry: { type: 'MultiPolygon', coordinates: parts },
  }))

const collection = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features })

export async function outlinesAsGeojson(outlines: readonly Outline[]): Promise<ResultFile> {
  return { bytes: Buffer.from(collection(featuresOf(outlines))), mediaType: 'application/geo+json' }
}

/** In GBK, CGCS2000, 3-degree zone 40, as the form asks. */
export async function outlinesAsTxt(outlines: readonly Outline[]): Promise<ResultFile> {
  const plots = outlines.flatMap(({ name, parts }, i) => {
    const polygons = parts.map((part) =>
      part.map((ring) =>
        ring.map((position) => {
          const [east, north] = planeOf(position)
          return [east + ZONE, north] as const
        }),
      ),
    )
    return plotLines(plotOf({ number: String(i + 1), name, use: '', landClass: '', polygons }))
  })
  const text = [...boundaryHead(chinaDay(new Date())), ...plots].map((line) => `${line}\r\n`).join('')
  return { bytes: iconv.encode(text, 'gb18030'), mediaType: 'text/plain; charset=gb18030' }
}

/** A zip of the parts, in EPSG:4549, with names in UTF-8. */
export function outlinesAsShapefile(outlines: readonly Outline[]): Promise<ResultFile> {
  return withGdal(async (gdal, source) => {
    await writeFile(source, collection(featuresOf(outlines)))
    const args = ['-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4549', '-lco', 'ENCODING=UTF-8']
    await gdal.convert('ogr2ogr', source, args, 'outlines')
    const parts = (await readdir(gdal.folder)).filter((name) =>
      /^outlines\.(shp|shx|dbf|prj|cpg)$/.test(name),
    )
    const files = await Promise.all(
      parts.map(async (name) => [name, await readFile(join(gdal.folder, name))] as const),
    )
    return { bytes: Buffer.from(zipSync(Object.fromEntries(files))), mediaType: 'application/zip' }
  })
}

/** In EPSG:4549; each outline is on a layer with its name. */
export function outlinesAsDxf(outlines: readonly Outline[]): Promise<ResultFile> {
  return withGdal(async (gdal, source) => {
    const features = outlines.map(({ name, parts }) => ({
      type: 'Feature',
      // These characters are not allowed in names of layers.
      properties: { Layer: name.replaceAll(/[<>/\\":;?*|=,`\s]/g, '_') },
      geometry: { type: 'MultiLineString', coordinates: parts.flat() },
    }))
    await writeFile(source, collection(features))
    await gdal.convert('ogr2ogr', source, ['-f', 'DXF', '-t_srs', 'EPSG:4549'], 'outlines')
    return { bytes: await readFile(join(gdal.folder, 'outlines.dxf')), mediaType: 'image/vnd.dxf' }
  })
}

/** Runs work with a GDAL of its own; `source` is a path for its input. */
export async function withGdal<T>(work: (gdal: Gdal, source: string) => Promise<T>): Promise<T> {
  const gdal = await Gdal.start()
  try {
    return await work(gdal, join(gdal.folder, 'source.geojson'))
  } finally {
    await gdal.close()
  }
}
