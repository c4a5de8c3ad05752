/** Maps of the worst faults of a delivery, for its printed report. */
import type { Queryable } from '../../geodata/database/database.ts'
import type { DeliveryFault, DeliveryReport } from '../../geodata/model/answers/delivery.ts'
import type { Language } from '../../geodata/model/text.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DisplayList } from '../picture/display-list.ts'
import { boundsAround, type Mark, mapPicture } from '../picture/map-picture.ts'

export interface FaultPicture {
  readonly list: DisplayList
  readonly caption: string
}

const PICTURES = 6
const SIZE = { width: 640, height: 260 }
const theme = 'day'
const severities = ['must', 'should', 'note']
const titles = {
  fault: { zh: '问题位置', en: 'Place of the fault' },
}

/** Draws the faults with a place, the most severe and then the largest first, over what is stored around them. */
export async function faultPictures(
  database: Queryable,
  report: DeliveryReport,
  checkedAt: string,
  language: Language,
): Promise<FaultPicture[]> {
  const day = new Date(Date.parse(checkedAt) + 8 * 3_600_000).toISOString().slice(0, 10)
  const pictures: FaultPicture[] = []
  // One after the other: each map asks the database for all its layers at once.
  for (const fault of worstOf(report)) {
    const colour = tokens.map[theme].selected
    const rings = ringsOf(fault)
    const list = await mapPicture(database, {
      ...{ ...SIZE, theme, language, bounds: boundsAround(rings, 0.6) },
      layers: ['land_cover', 'water', 'roads', 'buildings', 'parcels'],
      marks: [{ rings, stroke: colour, width: 2, fill: colour, fillOpacity: 0.35 } satisfies Mark],
      legend: [{ colour, words: titles.fault[language] }],
      caption: `${day} · WGS 84 / Web Mercator`,
    })
    const name = fault.feature === null ? '' : ` #${fault.feature} ${fault.name ?? ''}`.trimEnd()
    pictures.push({ list, caption: `${fault.check}${name}: ${fault.text[language]}` })
  }
  return pictures
}

function worstOf({ listed, checks }: DeliveryReport): DeliveryFault[] {
  const gravity = new Map(checks.map(({ code, severity }) => [code, severities.indexOf(severity)]))
  const placeOf = ({ check }: DeliveryFault) => gravity.get(check) ?? severities.length
  return listed
    .filter(({ at }) => at !== null)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (b.area_m2 ?? 0) - (a.area_m2 ?? 0))
    .slice(0, PICTURES)
}

/** Degrees: some 5 m around a fault without an area. */
const AROUND = 0.00005

function ringsOf({ at, shape }: DeliveryFault): Mark['rings'] {
  if (shape.length > 0) return shape.flat()
  const [x, y] = at ?? [0, 0]
  const [west, south, east, north] = [x - AROUND, y - AROUND, x + AROUND, y + AROUND]
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]
}
