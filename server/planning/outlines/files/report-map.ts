/** The map of one outline in the printed result: its overlaps by verdict, scale, north and legend. */
import type { Queryable } from '../../../../geodata/database/database.ts'
import type { OutlineCheck } from '../../../../geodata/model/answers/planning-outlines.ts'
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import {
  type OutlineVerdict,
  outlineVerdicts,
  outlineVerdictTitles,
} from '../../../../geodata/model/planning/outline/verdict.ts'
import type { Language } from '../../../../geodata/model/text.ts'
import { tokens } from '../../../../geodata/model/tokens.ts'
import type { DisplayList } from '../../../picture/display-list.ts'
import { boundsAround, type Mark, mapPicture } from '../../../picture/map-picture.ts'
import { reportTexts as texts } from './report-texts.ts'

export const verdictColours: Readonly<Record<OutlineVerdict, string>> = {
  block: '#b3261e',
  refer: '#7d4b00',
  unknown: '#7d4b00',
  note: '#00704f',
  none: '#1a2320',
}

const SIZE = { width: 640, height: 340 }
const theme = 'day'

export function outlineMap(
  database: Queryable,
  check: OutlineCheck,
  { parts }: Outline,
  language: Language,
): Promise<DisplayList> {
  const own = tokens.map[theme].selected
  const overlaps = overlapMarks(check)
  return mapPicture(database, {
    ...{ ...SIZE, theme, language, bounds: boundsAround(parts.flat(), 0.5) },
    layers: ['land_cover', 'water', 'roads', 'buildings', 'parcels'],
    marks: [
      ...overlaps.flatMap(({ marks }) => marks),
      ...parts.map((rings): Mark => ({ rings, stroke: own, width: 2.4 })),
    ],
    legend: [
      { colour: own, words: texts.file[language] },
      ...overlaps.map(({ verdict, colour }) => ({ colour, words: outlineVerdictTitles[verdict][language] })),
    ],
    caption: `${check.checked_on} · WGS 84 / Web Mercator`,
  })
}

/** Overlaps with lines in force by verdict, the worst on top. */
function overlapMarks({ findings }: OutlineCheck) {
  return outlineVerdicts.toReversed().flatMap((verdict) => {
    const colour = verdictColours[verdict]
    const marks = findings
      .filter((finding) => finding.verdict === verdict)
      .flatMap(({ lines }) => lines.filter(({ in_force }) => in_force))
      .flatMap(({ overlap }) =>
        overlap.map((area): Mark => {
          const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
          return { rings, stroke: colour, width: 1.2, fill: colour, fillOpacity: 0.3 }
        }),
      )
    return marks.length === 0 ? [] : [{ verdict, colour, marks }]
  })
}
