/** Boundary point file (报部坐标 TXT) in GBK, in CGCS2000, zone 40. */
import iconv from 'iconv-lite'
import { landUseClasses } from '../model/land-use.ts'
import { landUseDetails } from '../model/land-use-details.ts'
import { boundaryHead, plotOf } from '../model/planning/boundary-file/make.ts'
import { plotLines } from '../model/planning/boundary-file/write.ts'
import { chinaDay } from './china-day.ts'
import type { FeatureFormat, FormatRow } from './format.ts'
import { inZone40 } from './zone-40.ts'

const gbk = (lines: readonly string[]) => iconv.encode(lines.map((line) => `${line}\r\n`).join(''), 'gb18030')

export const boundaryFile: FeatureFormat = {
  name: 'txt',
  mediaType: 'application/x-boundary-points',
  contentType: 'application/x-boundary-points; charset=gb18030',
  extension: 'txt',
  rows: 'wkt',
  areasInEpsg4549: true,
  writer() {
    let count = 0
    const linesOf = (row: FormatRow) => {
      count++
      const text = (...names: readonly string[]) =>
        String(names.map((name) => row[name] ?? '').find((value) => value !== '') ?? '')
      const landClass = text('land_use_detail', 'land_use')
      const form = {
        number: text('parcel_code', 'code', 'source_id') || String(count),
        name: text('name', 'address'),
        use: landUseDetails[landClass]?.title.zh ?? landUseClasses.get(landClass)?.title.zh ?? '',
        landClass,
        polygons: inZone40(row.geometry),
      }
      return plotLines(plotOf(form))
    }
    return {
      begin: () => gbk(boundaryHead(chinaDay(new Date()))),
      batch: (rows) => gbk(rows.flatMap(linesOf)),
      end: () => '',
    }
  },
}
