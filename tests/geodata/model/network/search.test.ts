/** Compares searches with Bellman and Ford's algorithm: forward, reverse and bidirectional, with closures. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkFromBytes, networkToBytes } from '../../../../geodata/model/network/bytes.ts'
import { type NetworkGraph, profileBit, profileGraph } from '../../../../geodata/model/network/graph.ts'
import { networkProfiles } from '../../../../geodata/model/network/profile.ts'
import { Travels } from '../../../../geodata/model/network/times.ts'
import { naiveTimes } from './naive.ts'
import { built, randomNetworks, turnOf, wayOf } from './random-network.ts'

const END = 1 - 1e-9

/** Compares seconds from the end of an arc to the end of another. */
function expectSame(
  network: NetworkGraph,
  times: ReadonlyMap<number, number>,
  start: number,
  closed: Set<number>,
) {
  for (const { id } of networkProfiles.slice(0, 1)) {
    const graph = profileGraph(network, id)
    const bit = profileBit(network, id)
    const flags = new Uint8Array(network.edgeCount)
    for (const edge of closed) flags[edge] = bit
    const travels = new Travels(network, graph)
    const overlay = { flags, bit }
    const at = (arc: number) => ({ edge: arc >> 1, fraction: arc & 1 ? 1 - END : END })
    const from = at(start)
    const arcs = [...Array(2 * network.edgeCount).keys()].filter((arc) => arc >> 1 !== start >> 1)
    const forward = travels.fromOne(from, arcs.map(at), overlay)
    for (const [n, arc] of arcs.entries()) {
      // A place near the end of an edge is reached from either side.
      const wanted = Math.min(
        times.get(arc) ?? Number.POSITIVE_INFINITY,
        times.get(arc ^ 1) ?? Number.POSITIVE_INFINITY,
      )
      const there = forward[n]?.seconds ?? Number.POSITIVE_INFINITY
      if (times.has(arc) && !times.has(arc ^ 1)) expect(there).toBeCloseTo(wanted, 2)
      const back = travels.toOne([from], at(arc), overlay)[0]
      const both = travels.route(from, at(arc), overlay)
      expect(back?.seconds ?? Number.POSITIVE_INFINITY).toBeCloseTo(there, 6)
      expect(both?.seconds ?? Number.POSITIVE_INFINITY).toBeCloseTo(there, 6)
      if (both) expect(both.metres).toBeGreaterThan(0)
      if (!times.has(arc) && !times.has(arc ^ 1)) expect(there).toBe(Number.POSITIVE_INFINITY)
    }
  }
}

describe('searches', () => {
  test('equal those of Bellman and Ford, with restrictions, barriers, one-way streets and closures', () => {
    const [vehicle] = networkProfiles
    if (vehicle === undefined) throw new Error('there is no profile')
    fc.assert(
      fc.property(
        randomNetworks,
        fc.nat(),
        fc.array(fc.nat(40), { maxLength: 3 }),
        ({ input, network }, n, shut) => {
          fc.pre(input.ways.length > 1)
          const closed = new Set(shut.filter((edge) => edge < input.ways.length))
          const start = 2 * (n % input.ways.length)
          fc.pre(!closed.has(start >> 1))
          // The end of a one-way street's line, because routes cannot start at its other end.
          fc.pre(input.ways[start >> 1]?.oneway === true)
          expectSame(network, naiveTimes(input, network, vehicle, start, closed), start, closed)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('avoid a forbidden turn by a detour around the block, and only then', () => {
    const ways = [
      wayOf('a', [0, 1]),
      wayOf('b', [1, 2]),
      wayOf('c', [1, 6]),
      wayOf('d', [6, 7]),
      wayOf('e', [7, 2]),
    ]
    const free = built({ ways })
    const held = built({ ways, turns: [turnOf('no_straight_on', 'a', 1, 'b')] })
    const route = (network: NetworkGraph, id: 'vehicle' | 'foot') =>
      new Travels(network, profileGraph(network, id)).route(
        { edge: 0, fraction: 0.5 },
        { edge: 1, fraction: 0.5 },
      )
    const used = (network: NetworkGraph, id: 'vehicle' | 'foot') =>
      route(network, id)?.arcs.map((arc) => arc >> 1)
    expect(used(free, 'vehicle')).toEqual([0, 1])
    expect(used(held, 'vehicle')).toEqual([0, 2, 2, 1])
    expect(used(held, 'foot')).toEqual([0, 1])
    expect(held.report).toMatchObject({ turns: 1, unresolvedTurns: 0, conditionalTurns: 0 })
  })

  test('do not apply a turn restriction with times', () => {
    const turn = { ...turnOf('no_straight_on', 'a', 1, 'b'), condition: '07:00-09:00' }
    const network = built({ ways: [wayOf('a', [0, 1]), wayOf('b', [1, 2])], turns: [turn] })
    expect(network.report.conditionalTurns).toBe(1)
    const travels = new Travels(network, profileGraph(network, 'vehicle'))
    expect(travels.route({ edge: 0, fraction: 0.5 }, { edge: 1, fraction: 0.5 })).not.toBeNull()
  })

  test('stop cars at a bollard in the middle of a way, and let people through', () => {
    const bollard = { kind: 'bollard', node: 1, lon: 119.701, lat: 30.2, tags: {} }
    const network = built({ ways: [wayOf('a', [0, 1, 2])], barriers: [bollard] })
    expect(network.edgeCount).toBe(2)
    const between = (id: 'vehicle' | 'foot') =>
      new Travels(network, profileGraph(network, id)).route(
        { edge: 0, fraction: 0.5 },
        { edge: 1, fraction: 0.5 },
      )
    expect(between('vehicle')).toBeNull()
    expect(between('foot')?.metres).toBeCloseTo(network.edgeMetres[0] ?? 0, 1)
    const gated = built({
      ways: [wayOf('a', [0, 1, 2])],
      barriers: [{ ...bollard, tags: { motor_vehicle: 'yes' } }],
    })
    const travels = new Travels(gated, profileGraph(gated, 'vehicle'))
    expect(travels.route({ edge: 0, fraction: 0.5 }, { edge: 1, fraction: 0.5 })).not.toBeNull()
  })

  test('are the same after encoding and decoding', () => {
    const network = built({
      ways: [wayOf('a', [0, 1, 2], { name: '长街' }), wayOf('b', [1, 6]), wayOf('c', [6, 7, 2])],
    })
    const again = networkFromBytes(networkToBytes(network))
    expect(again).toEqual(network)
    expect(() => networkFromBytes(new ArrayBuffer(3))).toThrow(/no network/)
    const changed = networkToBytes(network)
    new Uint32Array(changed)[1] = 99
    expect(() => networkFromBytes(changed)).toThrow(/form 99/)
    expect(() => networkFromBytes(networkToBytes(network).slice(0, -64))).toThrow(/cut off/)
  })
})
