/** Small random networks on a grid, with one-way streets, barriers and turn restrictions. */
import fc from 'fast-check'
import { buildNetwork } from '../../../../geodata/model/network/build.ts'
import type { NetworkGraph } from '../../../../geodata/model/network/graph.ts'
import type { NetworkInput, NetworkTurn, NetworkWay } from '../../../../geodata/model/network/way.ts'

const SIDE = 5
const place = (node: number) =>
  [119.7 + 0.001 * (node % SIDE), 30.2 + 0.001 * Math.floor(node / SIDE)] as const

export const wayOf = (key: string, nodes: readonly number[], more: Partial<NetworkWay> = {}): NetworkWay => ({
  key,
  kind: 'road',
  row: 1,
  class: 'residential',
  name: null,
  surface: 'asphalt',
  oneway: false,
  level: 0,
  maxSpeed: null,
  tags: {},
  coordinates: nodes.flatMap((node) => place(node)),
  nodes,
  ...more,
})

export const turnOf = (kind: string, from: string, via: number | string[], to: string): NetworkTurn => ({
  kind,
  from,
  to,
  viaNode: typeof via === 'number' ? via : null,
  viaWays: typeof via === 'number' ? null : via,
  mode: null,
  exempt: [],
  condition: null,
})

const stamp = { version: 'test', builtAt: '2026-11-30T00:00:00Z' }

export const built = (input: Partial<NetworkInput>): NetworkGraph =>
  buildNetwork({ ways: [], barriers: [], squares: [], turns: [], ...input }, stamp)

interface RandomNetwork {
  readonly input: NetworkInput
  readonly network: NetworkGraph
}

const street = fc.record({
  from: fc.nat(SIDE * SIDE - 1),
  isEast: fc.boolean(),
  oneway: fc.boolean(),
  maxSpeed: fc.constantFrom(null, 20, 40, 60),
})

/** Streets of one block, so that every way is one edge; restrictions via one node or one way. */
export const randomNetworks: fc.Arbitrary<RandomNetwork> = fc
  .record({
    streets: fc.array(street, { minLength: 8, maxLength: 45 }),
    turns: fc.array(
      fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('no_left_turn', 'only_straight_on')),
      {
        maxLength: 12,
      },
    ),
    gates: fc.array(fc.nat(SIDE * SIDE - 1), { maxLength: 2 }),
  })
  .map(({ streets, turns, gates }) => {
    const blocks = new Map<string, { from: number; to: number; oneway: boolean; maxSpeed: number | null }>()
    for (const { from, isEast, oneway, maxSpeed } of streets) {
      const to = isEast ? from + 1 : from + SIDE
      if (isEast ? to % SIDE === 0 : to >= SIDE * SIDE) continue
      blocks.set(`${from}-${to}`, { from, to, oneway, maxSpeed })
    }
    const ways = [...blocks].map(([key, { from, to, oneway, maxSpeed }]) =>
      wayOf(key, [from, to], { oneway, maxSpeed }),
    )
    const ends = (key: string) => key.split('-').map(Number)
    const touching = (key: string, node: number) =>
      ways.filter((way) => way.key !== key && ends(way.key).includes(node)).map((way) => way.key)
    const restrictions = turns.flatMap(([first, second, third, kind]): NetworkTurn[] => {
      const from = ways[first % Math.max(1, ways.length)]?.key
      if (from === undefined) return []
      const via = ends(from)[second % 2] as number
      const next = touching(from, via)
      const middle = next[third % Math.max(1, next.length)]
      if (middle === undefined) return []
      if (third % 3 > 0) return [turnOf(kind, from, via, middle)]
      const far = ends(middle).find((node) => node !== via) as number
      const last = touching(middle, far)[second % 3]
      return last === undefined ? [] : [turnOf(kind, from, [middle], last)]
    })
    const barriers = gates.map((node) => ({
      kind: 'bollard',
      node,
      lon: place(node)[0],
      lat: place(node)[1],
      tags: {},
    }))
    const input: NetworkInput = { ways, barriers, squares: [], turns: restrictions }
    return { input, network: buildNetwork(input, stamp) }
  })
