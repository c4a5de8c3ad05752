/** The answer about a set of outlines. */
import type { OutlineSetAnswer } from '../../../geodata/model/answers/planning-outlines.ts'
import type { Candidate } from '../../../geodata/model/planning/outline/candidates.ts'
import type { Outline } from '../../../geodata/model/planning/outline/outline.ts'
import { outlineArea } from '../../../geodata/model/planning/outline/repair.ts'
import {
  type Pair,
  placing,
  type SystemChoice,
  titleOfSystem,
} from '../../../geodata/model/planning/outline/systems.ts'
import { plain } from './place.ts'
import type { OutlineSetRow } from './rows.ts'

/** Outlines and positions drawn for each candidate. */
const MAX_SHAPES = 100
const MAX_POSITIONS = 2_000

export function setAnswer(row: OutlineSetRow): OutlineSetAnswer {
  const { source, findings } = row
  const blocked = new Set(findings?.faults.filter(({ blocks }) => blocks).map(({ outline }) => outline))
  const outlines = (row.outlines ?? []).map(({ name, parts }, i) => ({
    ...{ name, parts: plain(parts), area_m2: outlineArea(parts), is_checkable: !blocked.has(i) },
  }))
  return {
    id: row.id,
    name: row.name,
    encoding: source.encoding,
    layer: source.part,
    notes: [...source.notes],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    count: source.outlines.length,
    candidates: row.candidates.map((candidate) => candidateAnswer(row, candidate)),
    system: row.system && systemAnswer(row.system, source.declared?.crs),
    bounds: boundsOf(row.outlines ?? []),
    outlines,
    area_crs: 'EPSG:4549',
    fault_count: findings?.fault_count ?? 0,
    faults: [...(findings?.faults ?? [])],
    repairs: [...(findings?.repairs ?? [])],
  }
}

function candidateAnswer(
  { source }: OutlineSetRow,
  candidate: Candidate,
): OutlineSetAnswer['candidates'][number] {
  const { crs, swapped, title, isCertain, isDeclared, isOnGround, at, matches, metres } = candidate
  const place = placing(candidate, source.declared?.wkt)
  let left = MAX_POSITIONS
  const shape = source.outlines.slice(0, MAX_SHAPES).flatMap(({ parts }) =>
    parts.flatMap((part) => {
      left -= part.reduce((sum, ring) => sum + ring.length, 0)
      if (left < 0) return []
      return [part.map((ring) => ring.map(([x = 0, y = 0]) => rounded(place([x, y] satisfies Pair))))]
    }),
  )
  return {
    ...{ crs, swapped, title, is_certain: isCertain, is_declared: isDeclared, is_on_ground: isOnGround },
    ...{ at: [at[0], at[1]], matches, metres, shape },
  }
}

const rounded = ([x, y]: Pair): [number, number] => [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7]

function systemAnswer({ crs, swapped, towgs84 }: SystemChoice, declared = crs): OutlineSetAnswer['system'] {
  const title = titleOfSystem(crs) ?? { zh: declared, en: declared }
  return { crs, swapped, title, towgs84: towgs84 === undefined ? null : [...towgs84] }
}

function boundsOf(outlines: readonly Outline[]): OutlineSetAnswer['bounds'] {
  const all = outlines.flatMap(({ parts }) => parts.flat(2))
  if (all.length === 0) return null
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [x, y] of all) {
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  return bounds
}
