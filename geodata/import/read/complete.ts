/** Derives missing columns of a row from its other columns. Values are never invented. */
import { landUseOfDetail } from '../../model/land-use-details.ts'
import { pronounce } from '../../places/pronounce.ts'

type Row = Record<string, unknown>

/** Metres per storey, for buildings with storeys but without a height. */
const STOREY = 3

const completions: Readonly<Record<string, (row: Row) => Row>> = {
  buildings: (row) => ({ ...row, kind: row.kind ?? 'other', ...heightOf(row) }),
  water: (row) => ({ ...row, kind: row.kind ?? 'other' }),
  parcels: (row) => ({ ...withDetail(row), tenure: row.tenure ?? tenureOf(row.parcel_code) }),
  plans: (row) => withDetail(row),
  places: (row) => {
    const { pinyin, initials } = pronounce(String(row.name ?? ''))
    return {
      ...row,
      kind: row.kind ?? 'locality',
      importance: row.importance ?? 0.4,
      pinyin,
      pinyin_initials: initials,
    }
  },
}

/** Returns the row with the columns that can be derived. */
export function complete(layer: string, row: Row): Row {
  return completions[layer]?.(row) ?? row
}

/** Stores land use of level 3 beside the class that it belongs to. */
function withDetail(row: Row): Row {
  const detail = row.land_use_detail ?? row.land_use
  const land_use = landUseOfDetail(String(detail))
  return land_use === undefined ? row : { ...row, land_use, land_use_detail: detail }
}

/** Returns which columns of a row contradict each other, before it is completed; null if none do. */
export function contradictionOf({ land_use, land_use_detail }: Row): string | null {
  if (typeof land_use !== 'string' || typeof land_use_detail !== 'string') return null
  if (land_use_detail.startsWith(land_use)) return null
  return `land_use = ${land_use}, land_use_detail = ${land_use_detail}`
}

function heightOf(row: Row): Row {
  if (row.height_m !== undefined && row.height_m !== null) {
    return { height_source: row.height_source ?? 'measured' }
  }
  const levels = typeof row.levels === 'number' && row.levels > 0 ? row.levels : null
  return levels === null
    ? { height_m: 9, height_source: 'assumed' }
    : { height_m: levels * STOREY, height_source: 'levels' }
}

/** Reads 权属性质 from the 13th character of 宗地代码. */
function tenureOf(code: unknown): string | null {
  return /^[0-9]{12}([GJZ])/.exec(String(code ?? ''))?.[1] ?? null
}
