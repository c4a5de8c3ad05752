/** The result as a GeoPackage: the outlines with their verdicts, and each overlap with its article. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutlineCheck } from '../../../../geodata/model/answers/planning-outlines.ts'
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import type { Language } from '../../../../geodata/model/text.ts'
import { type ResultFile, withGdal } from './outline-files.ts'

const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry })

/** One layer in EPSG:4549: a row of `part` `outline` for each outline, and of `overlap` for each overlap. */
export function resultAsGpkg(
  outlines: readonly Outline[],
  checks: readonly OutlineCheck[],
  spoken: Language,
): Promise<ResultFile> {
  const byOrdinal = new Map(checks.map((check) => [check.outline, check]))
  const areas = outlines.map(({ name, parts }, i) => {
    const check = byOrdinal.get(i)
    const verdict = { verdict: check?.verdict ?? null, title: check?.verdict_text[spoken] ?? null }
    return feature(
      { part: 'outline', outline: i + 1, name, ...verdict, area_m2: check?.area_m2 ?? null },
      { type: 'MultiPolygon', coordinates: parts },
    )
  })
  const features = [...areas, ...checks.flatMap((check) => overlapsOf(check, spoken))]
  return withGdal(async (gdal, source) => {
    await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features }))
    const args = ['-f', 'GPKG', '-t_srs', 'EPSG:4549', '-nlt', 'MULTIPOLYGON', '-nln', 'outline_check']
    await gdal.convert('ogr2ogr', source, args, 'result')
    return {
      bytes: await readFile(join(gdal.folder, 'result.gpkg')),
      mediaType: 'application/geopackage+sqlite3',
    }
  })
}

function overlapsOf(check: OutlineCheck, spoken: Language) {
  return check.findings.flatMap(({ subject, kind, title, verdict, article, lines }) =>
    lines.flatMap((line) =>
      line.overlap.map((geometry) =>
        feature(
          {
            ...{
              part: 'overlap',
              outline: check.outline + 1,
              name: line.name,
              verdict,
              title: title[spoken],
            },
            ...{ area_m2: line.area_m2, subject, kind, share: line.share, in_force: line.in_force },
            ...{ basis: article?.[spoken] ?? null, document: line.document, office: line.office },
          },
          geometry.type === 'Polygon'
            ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] }
            : geometry,
        ),
      ),
    ),
  )
}
