/** The maps of a printed extract. */
import type { Queryable } from '../../../geodata/database/database.ts'
import type { ExtractContent, ExtractSubject } from '../../../geodata/model/answers/planning-extract.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { DisplayList } from '../../picture/display-list.ts'
import { boundsAround, type Mark, mapPicture } from '../../picture/map-picture.ts'
import { words } from './pdf-words.ts'

type Outline = ExtractSubject['outline']
type Kind = ExtractSubject['kinds'][number]

const SIZE = { width: 640, height: 360 }
const theme = 'day'
const subjectColour = tokens.map.day.selected

const ringsOf = (outline: Outline) =>
  outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat()

const subjectMark = (outline: Outline): Mark => ({
  rings: ringsOf(outline),
  stroke: subjectColour,
  width: 2.4,
})

/** The ground with parcels, buildings and roads around it. */
export function overviewMap(
  database: Queryable,
  { outline }: ExtractSubject,
  { day }: ExtractContent,
  language: Language,
): Promise<DisplayList> {
  return mapPicture(database, {
    ...SIZE,
    ...{ theme, language, bounds: boundsAround(ringsOf(outline), 0.9) },
    layers: ['land_cover', 'water', 'roads', 'buildings', 'parcels'],
    marks: [subjectMark(outline)],
    legend: [{ colour: subjectColour, words: words.subject[language] }],
    caption: `${day} · WGS 84 / Web Mercator`,
  })
}

/** One kind of control line: its lines as the extract measured them, and the overlap. */
export function lineMap(
  database: Queryable,
  { outline }: ExtractSubject,
  { lines, title, kind }: Kind,
  { day }: ExtractContent,
  language: Language,
): Promise<DisplayList> {
  const colours = tokens.controlLine[kind as keyof typeof tokens.controlLine]
  const colour = colours?.[theme] ?? tokens.map[theme].label
  return mapPicture(database, {
    ...{ ...SIZE, height: 250 },
    ...{ theme, language, bounds: boundsAround(ringsOf(outline), 0.5) },
    layers: ['land_cover', 'water', 'roads', 'buildings'],
    marks: [
      ...lines.flatMap(({ overlaps, in_force }) =>
        overlaps.map(
          (overlap): Mark => ({
            rings: ringsOf(overlap),
            stroke: colour,
            width: 1.4,
            fill: colour,
            fillOpacity: in_force ? 0.4 : 0.1,
            ...(in_force ? {} : { dash: [4, 3] }),
          }),
        ),
      ),
      subjectMark(outline),
    ],
    legend: [
      { colour: subjectColour, words: words.subject[language] },
      { colour, words: `${title[language]} · ${words.overlap[language]}` },
    ],
    caption: `${day} · WGS 84 / Web Mercator`,
  })
}
