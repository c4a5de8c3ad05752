/** The network as pgRouting's tables, with restrictions read from the rows again, apart from our own reading. */
import type { Database } from '../../../geodata/database/database.ts'
import type { NetworkGraph, ProfileGraph } from '../../../geodata/model/network/graph.ts'

interface TurnRow {
  readonly kind: string
  readonly from_way: number | null
  readonly to_way: number | null
  readonly via_ways: (number | null)[] | null
  readonly lon: number
  readonly lat: number
}

/** Ends of an edge among the plain states, where dead ends at barriers are places of their own. */
function endsOf(graph: ProfileGraph, edge: number): readonly [from: number, to: number] | null {
  const plain = (state: number) => (state < graph.plainStates ? state : (graph.stateNode[state] as number))
  const tails = tailOf(graph)
  const along = graph.placeOfArc[2 * edge] as number
  const against = graph.placeOfArc[2 * edge + 1] as number
  if (along > 0) return [tails(along - 1), plain(graph.head[along - 1] as number)]
  if (against > 0) return [plain(graph.head[against - 1] as number), tails(against - 1)]
  return null
}

/** The state that the arc at a place leaves. */
function tailOf({ firstOut }: ProfileGraph): (place: number) => number {
  return (place) => {
    let [low, high] = [0, firstOut.length - 1]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((firstOut[middle] as number) <= place) low = middle
      else high = middle
    }
    return low
  }
}

/** Fills `pgr_edges` for a profile. */
export async function storeEdges(database: Database, network: NetworkGraph, graph: ProfileGraph) {
  await database.query('drop table if exists pgr_edges')
  await database.query(
    'create table pgr_edges (id bigint primary key, source bigint, target bigint, cost float8, reverse_cost float8)',
  )
  const cost = (arc: number) => {
    const place = graph.placeOfArc[arc] as number
    return place === 0 ? -1 : (graph.outCost[place - 1] as number)
  }
  const rows: unknown[] = []
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const ends = endsOf(graph, edge)
    // pgRouting takes no edge 0 in restrictions.
    if (ends !== null) rows.push([edge + 1, ends[0] + 1, ends[1] + 1, cost(2 * edge), cost(2 * edge + 1)])
  }
  await database.query(
    `insert into pgr_edges select (row ->> 0)::bigint, (row ->> 1)::bigint, (row ->> 2)::bigint,
       (row ->> 3)::float8, (row ->> 4)::float8
     from json_array_elements($1::text::json) as row`,
    [JSON.stringify(rows)],
  )
}

const vehicles = ['motorcar', 'motor_vehicle', 'vehicle', 'emergency']

interface Restricted {
  /** Modes whose exemption makes a restriction void. */
  readonly exempt?: string[]
  /** Whether a sequence of edges binds. */
  readonly takes?: (path: readonly number[]) => boolean
}

/** Fills `pgr_restrictions` with forbidden sequences of edges; prescribed turns forbid all others. */
export async function storeRestrictions(
  database: Database,
  network: NetworkGraph,
  { exempt = vehicles, takes = () => true }: Restricted = {},
): Promise<number> {
  await database.query('drop table if exists pgr_restrictions')
  await database.query('create table pgr_restrictions (id bigint primary key, path bigint[], cost float8)')
  const { rows } = await database.query<TurnRow>(
    `select t.kind, f.id::float8 as from_way, l.id::float8 as to_way,
       (select json_agg(v.id order by at) from unnest(t.via_ways) with ordinality as via (key, at)
        left join roads as v on v.source = t.source and v.source_id = via.key) as via_ways,
       st_x(t.geom) as lon, st_y(t.geom) as lat
     from turn_restrictions as t
     left join roads as f on f.source = t.source and f.source_id = t.from_way
     left join roads as l on l.source = t.source and l.source_id = t.to_way
     where t.condition is null and t.mode is null and not (t.exempt && $1::text[])`,
    [exempt],
  )
  const edgesOf = new Map<number, number[]>()
  const around = new Map<number, number[]>()
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const way = network.edgeWay[edge] as number
    if (network.wayKind[way] !== 0) continue
    const row = network.wayRow[way] as number
    edgesOf.set(row, [...(edgesOf.get(row) ?? []), edge])
    for (const node of [network.edgeFrom[edge] as number, network.edgeTo[edge] as number])
      around.set(node, [...(around.get(node) ?? []), edge])
  }
  const paths = rows.flatMap((row) => pathsOf(row, { network, edgesOf, around })).filter(takes)
  await database.query(
    `insert into pgr_restrictions
     select row_number() over (), array(select json_array_elements_text(path)::bigint), 'infinity'
     from json_array_elements($1::text::json) as path`,
    [JSON.stringify(paths.map((path) => path.map((edge) => edge + 1)))],
  )
  return paths.length
}

interface Edges {
  readonly network: NetworkGraph
  readonly edgesOf: ReadonlyMap<number, readonly number[]>
  readonly around: ReadonlyMap<number, readonly number[]>
}

function pathsOf(
  { kind, from_way, to_way, via_ways, lon, lat }: TurnRow,
  { network, edgesOf, around }: Edges,
): number[][] {
  const ofWay = (row: number | null) => (row === null ? [] : (edgesOf.get(row) ?? []))
  const touches = (edge: number, node: number) =>
    network.edgeFrom[edge] === node || network.edgeTo[edge] === node
  const other = (edge: number, node: number) =>
    (network.edgeFrom[edge] === node ? network.edgeTo[edge] : network.edgeFrom[edge]) as number
  let beginnings: { path: number[]; node: number }[] = []
  if (via_ways === null) {
    const node = [...around.keys()].find(
      (one) =>
        network.nodeLon[one] === Math.round(lon * 1e7) &&
        network.nodeLat[one] === Math.round(lat * 1e7) &&
        ofWay(from_way).some((edge) => touches(edge, one)),
    )
    if (node === undefined) return []
    beginnings = ofWay(from_way)
      .filter((edge) => touches(edge, node))
      .map((edge) => ({ path: [edge], node }))
  } else {
    beginnings = ofWay(from_way).flatMap((edge) =>
      [network.edgeFrom[edge] as number, network.edgeTo[edge] as number].map((node) => ({
        path: [edge],
        node,
      })),
    )
    for (const via of via_ways) {
      const middle = ofWay(via)
      beginnings = beginnings.flatMap(({ path, node }) => {
        const runs = [middle, middle.toReversed()].filter(
          (run) => run[0] !== undefined && touches(run[0], node),
        )
        return runs.slice(0, 1).flatMap((run) => {
          const end = run.reduce((at, edge) => other(edge, at), node)
          return [{ path: [...path, ...run], node: end }]
        })
      })
    }
  }
  return beginnings.flatMap(({ path, node }) => {
    const following = around.get(node) ?? []
    const meant = ofWay(to_way).filter((edge) => following.includes(edge))
    if (meant.length === 0) return []
    const forbidden = kind.startsWith('only_') ? following.filter((edge) => !meant.includes(edge)) : meant
    return forbidden.map((edge) => [...path, edge])
  })
}

interface Arc {
  readonly edge: number
  readonly place: number
  readonly tail: number
  readonly head: number
  readonly cost: number
}

/** Directed edges of `pgr_edges`. */
async function readArcs(database: Database): Promise<Arc[]> {
  const { rows } = await database.query<Record<'id' | 'source' | 'target' | 'cost' | 'reverse_cost', number>>(
    'select id::float8 as id, source::float8 as source, target::float8 as target, cost, reverse_cost from pgr_edges',
  )
  return rows
    .flatMap(({ id: edge, source, target, cost, reverse_cost }) => [
      { edge, place: 2 * edge, tail: source, head: target, cost },
      { edge, place: 2 * edge + 1, tail: target, head: source, cost: reverse_cost },
    ])
    .filter(({ cost }) => cost > 0)
}

/** Where a pair begins or ends in the line graph, which has its own numbers. */
const startOf = (node: number) => 100_000_000 + node
const endOf = (node: number) => 200_000_000 + node

/**
 * Fills `pgr_turns`, the line graph: its places are directed edges, and a turn costs the edge that it leads to.
 * A restriction over an edge between gets a place of its own for that edge as it was reached. pgr_trsp does not
 * serve: of 1,000 times on this extract 4 are no shortest ones (pgRouting 3.4.2).
 */
export async function storeTurns(database: Database): Promise<void> {
  const arcs = await readArcs(database)
  const leaving = new Map<number, Arc[]>()
  for (const arc of arcs) leaving.set(arc.tail, [...(leaving.get(arc.tail) ?? []), arc])
  const { rows } = await database.query<{ path: number[] }>('select path from pgr_restrictions')
  const paths = rows.map(({ path }) => path.map(Number))
  if (paths.some(({ length }) => length > 3)) throw new Error('no restriction over several edges is expected')
  const forbidden = new Set(paths.map((path) => path.join()))
  const beginnings = new Set(paths.filter(({ length }) => length > 2).map((path) => path.slice(0, 2).join()))
  const copies = new Map<string, { readonly place: number; readonly before: Arc; readonly arc: Arc }>()
  const turns: number[][] = []
  const turn = (from: number, before: Arc, arc: Arc) => {
    const pair = `${before.edge},${arc.edge}`
    if (forbidden.has(pair)) return
    let to = arc.place
    if (beginnings.has(pair)) {
      const key = `${before.place} ${arc.place}`
      const copy = copies.get(key) ?? { place: 300_000_000 + copies.size, before, arc }
      copies.set(key, copy)
      to = copy.place
    }
    turns.push([from, to, arc.cost, arc.edge])
  }
  for (const before of arcs) {
    turns.push([startOf(before.tail), before.place, before.cost, before.edge])
    turns.push([before.place, endOf(before.head), 0, before.edge])
    for (const arc of leaving.get(before.head) ?? []) turn(before.place, before, arc)
  }
  // Copies are added while they are gone through.
  for (const { place, before, arc } of copies.values()) {
    turns.push([place, endOf(arc.head), 0, arc.edge])
    for (const next of leaving.get(arc.head) ?? [])
      if (!forbidden.has(`${before.edge},${arc.edge},${next.edge}`)) turn(place, arc, next)
  }
  await database.query('drop table if exists pgr_turns')
  await database.query(
    `create table pgr_turns as
     select row_number() over () as id, (row ->> 0)::bigint as source, (row ->> 1)::bigint as target,
       (row ->> 2)::float8 as cost, (row ->> 3)::bigint as edge
     from json_array_elements($1::text::json) as row`,
    [JSON.stringify(turns)],
  )
}

type Pairs = readonly (readonly [from: number, to: number])[]

/** So many at once stay below the time limit of a statement. */
const TOGETHER = 50

/** Seconds by pgRouting for pairs of nodes (Infinity where there is no way), with closed edges left out. */
export async function pgrSeconds(
  database: Database,
  pairs: Pairs,
  closed: readonly number[],
): Promise<number[]> {
  const seconds: number[] = []
  for (let first = 0; first < pairs.length; first += TOGETHER)
    seconds.push(...(await secondsTogether(database, pairs.slice(first, first + TOGETHER), closed)))
  return seconds
}

async function secondsTogether(
  database: Database,
  pairs: Pairs,
  closed: readonly number[],
): Promise<number[]> {
  const edges = `'{${closed.map((edge) => edge + 1).join()}}'::bigint[]`
  const { rows } = await database.query<{ start_vid: number; end_vid: number; agg_cost: number }>(
    'select start_vid::float8 as start_vid, end_vid::float8 as end_vid, agg_cost from pgr_dijkstraCost($1, $2, true)',
    [
      `select id, source, target, cost, -1::float8 as reverse_cost from pgr_turns where edge <> all (${edges})`,
      `select * from (values ${pairs
        .map(([from, to]) => `(${startOf(from + 1)}, ${endOf(to + 1)})`)
        .join()}) as pair (source, target)`,
    ],
  )
  const seconds = new Map(rows.map((row) => [`${row.start_vid} ${row.end_vid}`, row.agg_cost]))
  return pairs.map(
    ([from, to]) => seconds.get(`${startOf(from + 1)} ${endOf(to + 1)}`) ?? Number.POSITIVE_INFINITY,
  )
}
