/** Converts rows of the database to parts of the network, in the building thread. */
import type {
  NetworkBarrier,
  NetworkInput,
  NetworkSquare,
  NetworkTurn,
  NetworkWay,
  WayKind,
  WayTags,
} from '../model/network/way.ts'

/** As returned by ways.sql and greenways.sql; tags, nodes and the line are JSON. */
export interface WayRow {
  readonly id: number
  readonly key: string
  readonly class: string
  readonly name: string | null
  readonly surface: string
  readonly oneway: boolean
  readonly level: number
  readonly max_speed: number | null
  readonly off_ground: boolean
  readonly name_en: string | null
  readonly lit: boolean | null
  readonly width_m: number | null
  readonly greenway: boolean
  readonly hours: string | null
  readonly tags: string
  readonly nodes: string | null
  readonly geom: string
}

/** As returned by parts.sql. */
export interface PartRows {
  readonly barriers: string
  readonly squares: string
  readonly turns: string
}

export function wayOfRow(row: WayRow, kind: WayKind): NetworkWay {
  const { coordinates } = JSON.parse(row.geom) as { coordinates: number[][] }
  const nodes = row.nodes === null ? null : (JSON.parse(row.nodes) as number[])
  return {
    key: row.key,
    kind,
    row: row.id,
    class: row.class,
    name: row.name,
    surface: row.surface,
    oneway: row.oneway,
    // Bridges and tunnels without a level get one that no other way has.
    level: row.level === 0 && row.off_ground ? 0.5 : row.level,
    maxSpeed: row.max_speed,
    tags: JSON.parse(row.tags) as WayTags,
    coordinates: coordinates.flat(),
    // A repaired line no longer has a node for each point.
    nodes: nodes?.length === coordinates.length ? nodes : null,
    details: {
      nameEn: row.name_en,
      lit: row.lit,
      widthM: row.width_m,
      isOffGround: row.off_ground,
      isGreenway: row.greenway,
      hours: row.hours,
    },
  }
}

interface SquareRow extends Pick<NetworkSquare, 'row' | 'name' | 'tags'> {
  readonly nodes: number[] | null
  readonly geom: { readonly coordinates: number[][][][] }
}

function squareOfRow({ row, name, tags, nodes, geom }: SquareRow): NetworkSquare {
  const rings = geom.coordinates.flat()
  const points = rings.reduce((sum, ring) => sum + ring.length, 0)
  let at = 0
  const numbers = rings.map((ring) => {
    at += ring.length
    return nodes?.slice(at - ring.length, at) ?? []
  })
  return {
    row,
    name,
    tags,
    rings: rings.map((ring) => ring.flat()),
    nodes: nodes?.length === points ? numbers : null,
  }
}

export function inputOfRows(
  ways: readonly NetworkWay[],
  { barriers, squares, turns }: PartRows,
): NetworkInput {
  return {
    ways,
    barriers: JSON.parse(barriers) as NetworkBarrier[],
    squares: (JSON.parse(squares) as SquareRow[]).map(squareOfRow),
    turns: JSON.parse(turns) as NetworkTurn[],
  }
}
