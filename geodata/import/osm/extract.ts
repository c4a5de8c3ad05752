/** Reads an OSM PBF file in two passes and returns the rows of the platform's tables. */
import { stat } from 'node:fs/promises'
import { lineEwkb, multiPolygonEwkb, pointEwkb } from '../ewkb.ts'
import type { StagedFeature } from '../feature.ts'
import type { Skipped } from '../skipped.ts'
import type { Tags, Way } from './elements.ts'
import type { GreenwayWay } from './greenways.ts'
import { namedFeatures, routeFeatures } from './greenways.ts'
import { greenwayNameOf, routeNameOf } from './mapping/greenways.ts'
import { isReversed, isUnbuilt } from './mapping/roads.ts'
import { isSet } from './mapping/values.ts'
import { isOnEarth, NodeStore } from './node-store.ts'
import type { Position } from './position.ts'
import { readOsm } from './read.ts'
import type { Node, Ring } from './rings.ts'
import { assemblePolygons } from './rings.ts'
import type { AreaRow } from './rows.ts'
import { areaRows, lineRows, pointRows } from './rows.ts'
import { notSorted, SortedIds } from './sorted-ids.ts'
import type { AreaRelation, Survey } from './survey.ts'
import { surveyRelations } from './survey.ts'
import type { TurnRelation } from './turns.ts'

/** Layers that OpenStreetMap can fill. `greenways` includes its segments. */
export const osmLayers = [
  'administrative_areas',
  'greenways',
  'greenway_segments',
  'facilities',
  'entrances',
  'roads',
  'water',
  'waterways',
  'land_cover',
  'buildings',
  'places',
] as const

/** Imported together with roads, for routing (see geodata/import/load/network-parts.ts). */
const withRoads = ['barriers', 'squares', 'turn_restrictions'] as const

interface MemberWay {
  readonly refs: Float64Array
  /** Kept for ways of routes only. */
  readonly tags?: Tags
}

/**
 * Yields the rows of the wanted layers in file order, then those of relations and greenways. `onProgress`
 * gets the completed share, from 0 to 1.
 */
export async function* extractOsm(
  file: string,
  asked: ReadonlySet<string>,
  skipped: Skipped,
  onProgress: (share: number) => void = () => {},
): AsyncGenerator<StagedFeature> {
  const { size } = await stat(file)
  const layers: ReadonlySet<string> = asked.has('roads') ? new Set([...asked, ...withRoads]) : asked
  const survey = await surveyRelations(file, layers, skipped, (bytes) => onProgress((0.15 * bytes) / size))
  const extraction = new Extraction(layers, skipped, survey)
  const visitor = {
    node: (id: number, longitude: number, latitude: number, tags: Tags | undefined) =>
      extraction.node(id, longitude, latitude, tags),
    way: (way: Way) => extraction.way(way),
  }
  for await (const bytes of readOsm(file, visitor)) {
    yield* extraction.take()
    onProgress(0.15 + (0.75 * bytes) / size)
  }
  for (const area of survey.areas) {
    extraction.area(area)
    yield* extraction.take()
  }
  extraction.greenways()
  for (const turn of survey.turns) extraction.turn(turn)
  yield* extraction.take()
  onProgress(1)
}

class Extraction {
  readonly #layers: ReadonlySet<string>
  readonly #skipped: Skipped
  readonly #survey: Survey
  readonly #routeWays: ReadonlySet<number>
  readonly #nodes = new NodeStore()
  /** Positions of nodes that are stored on their ways only. */
  readonly #wayNodes = new Map<number, Position>()
  readonly #wayOrder = new SortedIds('way')
  #sawWay = false
  readonly #members = new Map<number, MemberWay>()
  readonly #named = new Map<string, GreenwayWay[]>()
  #features: StagedFeature[] = []

  constructor(layers: ReadonlySet<string>, skipped: Skipped, survey: Survey) {
    this.#layers = layers
    this.#skipped = skipped
    this.#survey = survey
    this.#routeWays = new Set(survey.routes.flatMap(({ ways }) => ways))
  }

  /** Returns the features collected since the last call. */
  take(): StagedFeature[] {
    const features = this.#features
    this.#features = []
    return features
  }

  node(id: number, longitude: number, latitude: number, tags: Tags | undefined): void {
    if (this.#sawWay) throw notSorted()
    this.#nodes.add(id, longitude, latitude)
    if (!tags) return
    const rows = this.#wanted(pointRows(tags)).map((row) =>
      row.layer === 'barriers' ? { ...row, properties: { ...row.properties, node: id } } : row,
    )
    if (rows.length === 0) return
    if (isOnEarth(longitude, latitude)) this.#add(rows, `node/${id}`, pointEwkb([longitude, latitude]))
    else for (const { layer } of rows) this.#skipped.add(layer, 'out_of_range', `node/${id}`)
  }

  way(way: Way): void {
    this.#sawWay = true
    this.#wayOrder.next(way.id)
    for (const [i, position] of way.positions?.entries() ?? []) this.#keepPosition(way.refs[i], position)
    if (this.#survey.memberWays.has(way.id)) {
      const refs = Float64Array.from(way.refs)
      this.#members.set(way.id, this.#routeWays.has(way.id) ? { refs, tags: way.tags } : { refs })
    }
    const id = `way/${way.id}`
    if (isUnbuilt(way.tags) && this.#layers.has('roads')) this.#skipped.add('roads', 'unbuilt', id)
    const lines = this.#wanted(lineRows(way.tags))
    const areas = this.#wanted(this.#areaRowsOf(way, id))
    const greenway = this.#layers.has('greenways') ? greenwayNameOf(way.tags) : null
    if (lines.length + areas.length === 0 && !greenway) return
    const nodes = this.#nodesOf(way.refs)
    if (!nodes) {
      for (const { layer } of [...lines, ...areas]) this.#skipped.add(layer, 'missing_nodes', id)
      return
    }
    this.#addLine(lines, id, isReversed(way.tags) ? nodes.toReversed() : nodes)
    this.#addPolygons(areas, id, [[nodes]])
    if (greenway) this.#collectGreenway(greenway, { id, line: positions(nodes), tags: way.tags })
  }

  /** Adds a relation of the survey, after all its ways were read. */
  area({ id, rows, ways }: AreaRelation): void {
    const name = `relation/${id}`
    const lines = ways.map((way) => {
      const member = this.#members.get(way)
      return member && this.#nodesOf(member.refs)
    })
    const whole = lines.filter((line) => line !== undefined)
    const assembly = whole.length === lines.length && whole.length > 0 ? assemblePolygons(whole) : null
    if (assembly && 'polygons' in assembly) {
      const polygons = assembly.polygons.map(({ outer, inner }) => [outer, ...inner])
      this.#addPolygons(rows, name, polygons)
    } else {
      for (const { layer } of rows)
        this.#skipped.add(layer, assembly ? 'open_rings' : 'missing_members', name)
    }
  }

  greenways(): void {
    if (!this.#layers.has('greenways')) return
    for (const route of this.#survey.routes) {
      const { tags } = route
      const ways = route.ways.map((ref) => this.#routeWay(ref))
      this.#features.push(...routeFeatures({ ...route, ways }, this.#skipped))
      // Its own ways of the same name would create the greenway a second time.
      const name = routeNameOf(tags) ?? ''
      const inRoute = new Set(ways.map((way) => way?.id))
      const left = this.#named.get(name)?.filter((way) => !inRoute.has(way.id))
      if (left) this.#named.set(name, left)
    }
    for (const [name, ways] of this.#named) {
      this.#features.push(...namedFeatures(name, ways, this.#skipped))
    }
  }

  /** Adds a turn restriction if the file has its node or ways. */
  turn({ viaNode, viaWays, rows }: TurnRelation): void {
    const first = viaNode ?? this.#members.get(viaWays[0] ?? 0)?.refs[0]
    const [node] = (first !== undefined && this.#nodesOf([first])) || []
    for (const [number, properties] of rows.entries()) {
      const id = `relation/${properties.relation}${number > 0 ? `/${number + 1}` : ''}`
      if (node) this.#add([{ layer: 'turn_restrictions', properties }], id, pointEwkb(node.position))
      else this.#skipped.add('turn_restrictions', 'missing_nodes', id)
    }
  }

  #routeWay(ref: number): GreenwayWay | undefined {
    const member = this.#members.get(ref)
    const nodes = member && this.#nodesOf(member.refs)
    return nodes && nodes.length > 1
      ? { id: `way/${ref}`, line: positions(nodes), tags: member.tags ?? {} }
      : undefined
  }

  #wanted(rows: readonly AreaRow[]): AreaRow[] {
    return rows.filter(({ layer }) => this.#layers.has(layer))
  }

  #areaRowsOf({ refs, tags }: Way, id: string): AreaRow[] {
    if (tags.area === 'no' || (isSet(tags.highway) && tags.area !== 'yes')) return []
    const rows = areaRows(tags, id)
    if (refs.length > 3 && refs[0] === refs.at(-1)) return rows
    // An attraction may be a line; a building or a lake may not.
    for (const { layer } of this.#wanted(rows))
      if (layer !== 'facilities') this.#skipped.add(layer, 'not_closed', id)
    return []
  }

  #keepPosition(id: number | undefined, position: Position): void {
    if (id === undefined || !isOnEarth(...position) || this.#nodes.get(id)) return
    this.#wayNodes.set(id, position)
  }

  #nodesOf(refs: readonly number[] | Float64Array): Node[] | undefined {
    const nodes: Node[] = []
    for (const id of refs) {
      const position = this.#nodes.get(id) ?? this.#wayNodes.get(id)
      if (!position) return undefined
      nodes.push({ id, position })
    }
    return nodes
  }

  #add(rows: readonly AreaRow[], sourceId: string, geometry: string): void {
    for (const { layer, properties } of rows) this.#features.push({ layer, sourceId, properties, geometry })
  }

  #addLine(rows: readonly AreaRow[], id: string, nodes: readonly Node[]): void {
    if (rows.length === 0) return
    const kept = distinct(nodes)
    const line = kept.map(({ position }) => position)
    const numbered = rows.map((row) =>
      row.layer === 'roads'
        ? { ...row, properties: { ...row.properties, nodes: kept.map((node) => node.id) } }
        : row,
    )
    if (line.length > 1) this.#add(numbered, id, lineEwkb(line))
    else for (const { layer } of rows) this.#skipped.add(layer, 'too_short', id)
  }

  #addPolygons(rows: readonly AreaRow[], id: string, polygons: readonly (readonly Ring[])[]): void {
    if (rows.length === 0) return
    const numbered = rows.map((row) =>
      row.layer === 'squares'
        ? { ...row, properties: { ...row.properties, nodes: polygons.flat(2).map((node) => node.id) } }
        : row,
    )
    if (polygons.length > 0)
      this.#add(numbered, id, multiPolygonEwkb(polygons.map((rings) => rings.map(closed))))
    else for (const { layer } of rows) this.#skipped.add(layer, 'no_area', id)
  }

  #collectGreenway(name: string, way: GreenwayWay): void {
    if (way.line.length < 2) return
    const ways = this.#named.get(name)
    if (ways) ways.push(way)
    else this.#named.set(name, [way])
  }
}

/** Returns a line without nodes that repeat the previous position. */
function distinct(nodes: readonly Node[]): Node[] {
  return nodes.filter(({ position: [x, y] }, i) => {
    const before = nodes[i - 1]?.position
    return !before || before[0] !== x || before[1] !== y
  })
}

const positions = (nodes: readonly Node[]): Position[] => distinct(nodes).map(({ position }) => position)

const closed = (ring: Ring): Position[] => ring.map(({ position }) => position)
