/**
 * Compares a piece of ground with the control lines: concerned, not concerned, partly covered or no data, for
 * every kind.
 */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type {
  ConcernedLine,
  ControlLineKindResult,
  KindCoverage,
} from '../../geodata/model/answers/control-lines.ts'
import { controlLineKinds, severities } from '../../geodata/model/codes.ts'
import { layerVerdict } from '../../geodata/model/planning/coverage.ts'
import type { Text } from '../../geodata/model/text.ts'

const controlLinesSql = sqlFile(import.meta.url, 'control-lines.sql')

export interface Piece extends Omit<ConcernedLine, 'area_m2' | 'percent' | 'overlaps'> {
  readonly sliver: 'area' | 'width' | null
  readonly piece_m2: number
  readonly overlap: ConcernedLine['overlaps'][number]
}

export interface KindRow {
  readonly kind: string
  readonly ground_m2: number
  readonly area_m2: number
  readonly covered_m2: number
  readonly coverages: readonly (Omit<KindCoverage, 'percent'> & { readonly area_m2: number })[]
  readonly pieces: readonly Piece[]
  readonly rule: ControlLineKindResult['rule']
}

const sliverReasons: Readonly<Record<'area' | 'width', Text>> = {
  area: {
    zh: '重叠面积不足 1.0 m²，视为测绘误差',
    en: 'The overlap is smaller than 1.0 m², within surveying error',
  },
  width: {
    zh: '重叠宽度不足 1.0 m，视为测绘误差',
    en: 'The overlap is narrower than 1.0 m, within surveying error',
  },
}

const kindTitles: Readonly<Record<string, { readonly title: Text }>> = controlLineKinds
const gravest = Object.keys(severities)

/** What control lines say of a piece of ground; areas are m² in the plane of EPSG:4549. */
export interface GroundLines {
  readonly ground_m2: number
  readonly kinds: ControlLineKindResult[]
}

/**
 * Returns the control lines of a piece of ground on a day (YYYY-MM-DD), in the catalogue's order of kinds, as
 * the database had them at a moment: by default the present.
 * `ground` is a polygon in EPSG:4326 as PostgreSQL writes it. Percentages are shares of its plane area.
 */
export async function groundControlLines(
  database: Queryable,
  ground: string,
  day: string,
  moment: string | Date = 'infinity',
): Promise<GroundLines> {
  const { rows } = await database.query<KindRow>(controlLinesSql, [
    ground,
    Object.keys(controlLineKinds),
    day,
    moment,
  ])
  return { ground_m2: rows[0]?.ground_m2 ?? 0, kinds: rows.map(kindResult) }
}

/** PostgreSQL writes instants in the zone of its session. */
const utc = (instant: string): string => new Date(instant).toISOString()

const percentOf = (area: number, ground: number): number => (100 * area) / (ground || 1)

/** Makes the result of a kind from what was measured. */
export function kindResult(row: KindRow): ControlLineKindResult {
  const { kind, ground_m2, area_m2, pieces } = row
  const lines = linesOf(
    pieces.filter(({ sliver }) => sliver === null),
    ground_m2,
  )
  const inForce = lines.filter((line) => line.in_force)
  const verdict = layerVerdict(ground_m2, area_m2, row.covered_m2)
  return {
    kind,
    title: kindTitles[kind]?.title ?? { zh: kind, en: kind },
    result: verdict.state,
    rule: inForce.length === 0 ? null : row.rule,
    severity: gravest.find((severity) => inForce.some((line) => line.severity === severity)) ?? null,
    area_m2,
    percent: percentOf(area_m2, ground_m2),
    covered_percent: 100 * verdict.covered,
    coverages: row.coverages.map(({ area_m2: m2, ...coverage }) => ({
      ...coverage,
      version_since: utc(coverage.version_since),
      percent: percentOf(m2, ground_m2),
    })),
    lines,
    slivers: pieces.flatMap((piece) => sliverOf(piece, ground_m2)),
  }
}

/** Groups parts by line. */
function linesOf(pieces: readonly Piece[], ground: number): ConcernedLine[] {
  const lines = new Map<number, ConcernedLine>()
  for (const { sliver: _, piece_m2, overlap, ...row } of pieces) {
    const line = { ...row, version_since: utc(row.version_since) }
    const known = lines.get(line.id)
    const area_m2 = (known?.area_m2 ?? 0) + piece_m2
    const overlaps = [...(known?.overlaps ?? []), overlap]
    lines.set(line.id, { ...line, area_m2, percent: percentOf(area_m2, ground), overlaps })
  }
  return [...lines.values()]
}

function sliverOf(piece: Piece, ground: number): ControlLineKindResult['slivers'] {
  const { id, name, piece_m2, sliver, overlap } = piece
  if (sliver === null) return []
  const area = { area_m2: piece_m2, percent: percentOf(piece_m2, ground) }
  return [{ id, name, ...area, reason: sliver, reason_text: sliverReasons[sliver], overlap }]
}
