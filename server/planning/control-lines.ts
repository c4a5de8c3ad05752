/** The control lines of a parcel, and its indicators judged by its own limits and by the lines in force. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { ControlLineKindResult, ControlLines } from '../../geodata/model/answers/control-lines.ts'
import {
  type HeightLimit,
  judgeIndicators,
  type ParcelFigures,
} from '../../geodata/model/planning/indicators.ts'
import { groundControlLines } from './ground-lines.ts'

const figuresSql = sqlFile(import.meta.url, 'figures.sql')

/**
 * Returns the control lines of a parcel as of today in China, in the catalogue's order of kinds, and its
 * indicators. Areas are square metres in the plane of EPSG:4549, percentages are shares of the parcel's plane
 * area. Undefined if the parcel does not exist.
 */
export async function parcelControlLines(
  database: Queryable,
  parcel: string,
): Promise<ControlLines | undefined> {
  const [found] = (
    await database.query<ParcelFigures & { ground: string; today: string }>(figuresSql, [parcel])
  ).rows
  if (found === undefined) return undefined
  const { ground, today, ...figures } = found
  const { ground_m2, kinds } = await groundControlLines(database, ground, today)
  return {
    parcel_id: Number(parcel),
    parcel_area_m2: ground_m2,
    area_crs: 'EPSG:4549',
    kinds,
    indicators: judgeIndicators(figures, kinds.flatMap(heightLimits)),
  }
}

/** Returns the heights that the lines in force of a kind allow. */
export const heightLimits = ({ kind, title, lines }: ControlLineKindResult): HeightLimit[] =>
  lines.flatMap(({ id, name, percent, height_limit_m, in_force }) =>
    in_force && height_limit_m !== null
      ? [{ line_id: id, kind, title, name, percent, height_m: height_limit_m }]
      : [],
  )
