/** Sums of parcels by land use class and by verdict, and their extent. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { LandUseSummary } from '../../geodata/model/answers/land-use-summary.ts'
import type { PlanningArea } from '../../geodata/model/answers/planning-area.ts'
import { firstLevelLandUse, landUseClasses } from '../../geodata/model/land-use.ts'
import { parcelVerdicts, verdictsOfBits } from '../../geodata/model/planning/indicators.ts'
import { type AskedParcels, classesOf, ParcelStatement } from './parcel-conditions.ts'

const summarySql = sqlFile(import.meta.url, 'summary.sql')
const areaSql = sqlFile(import.meta.url, 'area.sql')

interface SummaryRow {
  readonly code: string
  /** The verdicts of these parcels as bits. */
  readonly verdicts: number
  readonly count: number
  readonly area_m2: number
  readonly synthetic: boolean
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Returns count, plane area (square metres) and extent of the parcels that match a filter. */
export async function landUseSummary(database: Queryable, asked: AskedParcels): Promise<LandUseSummary> {
  const statement = new ParcelStatement(asked)
  const { rows } = await database.query<SummaryRow>(
    statement.query(summarySql, { judged: statement.judged({ withUse: false }) }),
  )
  const uses = new Set(asked.use.length > 0 ? classesOf(asked.use) : rows.map(({ code }) => code))
  const ofUse = rows.filter(({ code }) => uses.has(code))
  const hasVerdict = ({ verdicts }: SummaryRow) =>
    asked.verdict.length === 0 || verdictsOfBits(verdicts).some((one) => asked.verdict.includes(one))
  const chosen = ofUse.filter(hasVerdict)
  return {
    count: sum(chosen, 'count'),
    area_m2: sum(chosen, 'area_m2'),
    area_crs: 'EPSG:4549',
    extent: extentOf(chosen),
    synthetic: chosen.some(({ synthetic }) => synthetic),
    classes: classSums(rows.filter(hasVerdict)),
    verdicts: parcelVerdicts.map((verdict) => ({
      verdict,
      count: sum(
        ofUse.filter(({ verdicts }) => verdictsOfBits(verdicts).includes(verdict)),
        'count',
      ),
    })),
  }
}

const sum = (rows: readonly SummaryRow[], column: 'count' | 'area_m2') =>
  rows.reduce((total, row) => total + row[column], 0)

/** Returns the box around all rows; null without rows. */
function extentOf(rows: readonly SummaryRow[]): LandUseSummary['extent'] {
  const side = (name: 'west' | 'south' | 'east' | 'north') => rows.map((row) => row[name])
  if (rows.length === 0) return null
  return [
    Math.min(...side('west')),
    Math.min(...side('south')),
    Math.max(...side('east')),
    Math.max(...side('north')),
  ]
}

function classSums(rows: readonly SummaryRow[]): LandUseSummary['classes'] {
  const total = sum(rows, 'area_m2')
  return [...new Set(rows.map(({ code }) => code))].map((code) => {
    const own = rows.filter((row) => row.code === code)
    const known = landUseClasses.get(code)
    return {
      code,
      first_level: firstLevelLandUse(code)?.code ?? null,
      title: known?.title ?? { zh: code, en: code },
      colour: known?.colour ?? '#999999',
      count: sum(own, 'count'),
      area_m2: sum(own, 'area_m2'),
      percent: total === 0 ? 0 : (100 * sum(own, 'area_m2')) / total,
    }
  })
}

interface AreaRow {
  readonly west: number | null
  readonly south: number
  readonly east: number
  readonly north: number
  readonly focus_west: number | null
  readonly focus_south: number
  readonly towns: PlanningArea['towns'] | null
}

/** Returns the extent of the parcels, and their towns. */
export async function planningArea(database: Queryable): Promise<PlanningArea> {
  const [row] = (await database.query<AreaRow>(areaSql)).rows
  if (row === undefined || row.west === null) return { extent: null, focus: null, towns: [] }
  const { west, south, east, north, focus_west, focus_south, towns } = row
  return {
    extent: [west, south, east, north],
    focus: focus_west === null ? null : [focus_west, focus_south, focus_west + 0.02, focus_south + 0.02],
    towns: towns ?? [],
  }
}
