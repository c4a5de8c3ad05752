/**
 * Finds the control lines that a parcel intersects: concerned, not concerned, or no data, for every kind, and
 * judges its indicators.
 */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type {
  ConcernedLine,
  ControlLineKindResult,
  ControlLines,
} from '../../geodata/model/answers/control-lines.ts'
import { controlLineKinds, severities } from '../../geodata/model/codes.ts'
import {
  type HeightLimit,
  judgeIndicators,
  type ParcelFigures,
} from '../../geodata/model/planning/indicators.ts'
import type { Text } from '../../geodata/model/text.ts'

const controlLinesSql = sqlFile(import.meta.url, 'control-lines.sql')
const figuresSql = sqlFile(import.meta.url, 'figures.sql')

interface Row {
  readonly kind: string
  readonly known: boolean
  readonly parcel_m2: number
  readonly kind_m2: number | null
  readonly sliver: 'area' | 'width' | null
  readonly piece_m2: number
  readonly overlap: ConcernedLine['overlaps'][number]
}

type PieceRow = Row & Omit<ConcernedLine, 'area_m2' | 'percent' | 'overlaps'>
type KindRow = Row & { readonly id: number | null }

const isPiece = (row: KindRow): row is PieceRow => row.id !== null

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

/**
 * Returns the control lines of a parcel, in the catalogue's order of kinds. Areas are square metres in the
 * plane of EPSG:4549, percentages are shares of the parcel's plane area. Its indicators are judged by its own
 * limits and by the lines in force. Undefined if the parcel does not exist.
 */
export async function parcelControlLines(
  database: Queryable,
  parcel: string,
): Promise<ControlLines | undefined> {
  const { rows } = await database.query<KindRow>(controlLinesSql, [parcel, Object.keys(controlLineKinds)])
  const first = rows[0]
  const [figures] = (await database.query<ParcelFigures>(figuresSql, [parcel])).rows
  if (first === undefined || figures === undefined) return undefined
  const byKind = new Map<string, KindRow[]>()
  for (const row of rows) byKind.set(row.kind, [...(byKind.get(row.kind) ?? []), row])
  const kinds = [...byKind].map(([kind, group]) => kindResult(kind, group))
  return {
    parcel_id: Number(parcel),
    parcel_area_m2: first.parcel_m2,
    area_crs: 'EPSG:4549',
    kinds,
    indicators: judgeIndicators(figures, kinds.flatMap(heightLimits)),
  }
}

const heightLimits = ({ kind, title, lines }: ControlLineKindResult): HeightLimit[] =>
  lines.flatMap(({ id, name, percent, height_limit_m, in_force }) =>
    in_force && height_limit_m !== null
      ? [{ line_id: id, kind, title, name, percent, height_m: height_limit_m }]
      : [],
  )

function kindResult(kind: string, rows: readonly KindRow[]): ControlLineKindResult {
  const pieces = rows.filter(isPiece)
  const lines = linesOf(pieces.filter((piece) => piece.sliver === null))
  const inForce = lines.filter((line) => line.in_force)
  const area = pieces[0]?.kind_m2 ?? 0
  const known = rows[0]?.known ?? false
  return {
    kind,
    title: kindTitles[kind]?.title ?? { zh: kind, en: kind },
    result: inForce.length > 0 ? 'concerned' : known ? 'not_concerned' : 'no_data',
    severity: gravest.find((severity) => inForce.some((line) => line.severity === severity)) ?? null,
    area_m2: area,
    percent: percent(area, rows),
    lines,
    slivers: pieces.flatMap(sliverOf),
  }
}

const percent = (area: number, rows: readonly KindRow[]): number => (100 * area) / (rows[0]?.parcel_m2 || 1)

/** Groups parts by line. */
function linesOf(pieces: readonly PieceRow[]): ConcernedLine[] {
  const lines = new Map<number, ConcernedLine>()
  for (const piece of pieces) {
    const known = lines.get(piece.id)
    const area = (known?.area_m2 ?? 0) + piece.piece_m2
    const { id, name, name_en, severity, legal_status, valid_from, valid_to, in_force } = piece
    const { office, document, height_limit_m, source, synthetic } = piece
    lines.set(id, {
      ...{ id, name, name_en, severity, area_m2: area, percent: percent(area, [piece]) },
      ...{
        legal_status,
        valid_from,
        valid_to,
        in_force,
        office,
        document,
        height_limit_m,
        source,
        synthetic,
      },
      overlaps: [...(known?.overlaps ?? []), piece.overlap],
    })
  }
  return [...lines.values()]
}

function sliverOf(piece: PieceRow): ControlLineKindResult['slivers'] {
  if (piece.sliver === null) return []
  const { id, name, piece_m2, sliver, overlap } = piece
  return [
    {
      ...{ id, name, area_m2: piece_m2, percent: percent(piece_m2, [piece]) },
      ...{ reason: sliver, reason_text: sliverReasons[sliver], overlap },
    },
  ]
}
