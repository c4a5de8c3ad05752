/** Where ways meet, squares are crossed, places are snapped and closures lie. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgesInPlace } from '../../../../geodata/model/network/closures.ts'
import { metresBetween } from '../../../../geodata/model/network/geometry.ts'
import { type NetworkGraph, profileGraph } from '../../../../geodata/model/network/graph.ts'
import { pathLine } from '../../../../geodata/model/network/path.ts'
import { snapper } from '../../../../geodata/model/network/snap.ts'
import { Travels } from '../../../../geodata/model/network/times.ts'
import { built, randomNetworks, wayOf } from './random-network.ts'

/** A street along a row of the grid or across it, without nodes, as a planner draws it. */
const drawn = (key: string, coordinates: number[], more = {}) =>
  wayOf(key, [], { coordinates, nodes: null, ...more })

const onFoot = (network: NetworkGraph, from: readonly [number, number], to: readonly [number, number]) => {
  const profile = profileGraph(network, 'foot')
  const snap = snapper(network)
  const [a, b] = [snap(...from, { profile }), snap(...to, { profile })]
  const route = a && b && new Travels(network, profile).route(a, b)
  return route && a && b ? { ...route, line: pathLine(network, route.arcs, a, b) } : null
}

/** Whether one gets on foot from the first edge of a named way to that of another. */
function meets(network: NetworkGraph, from: string, to: string): boolean {
  const edgeOf = (name: string) => ({
    edge: network.edgeWay.findIndex((way) => network.names[network.wayName[way] as number] === name),
    fraction: 0.5,
  })
  return new Travels(network, profileGraph(network, 'foot')).route(edgeOf(from), edgeOf(to)) !== null
}

describe('ways', () => {
  test('of one node meet, and those that only lie at one place do not', () => {
    const bridge = wayOf('bridge', [10, 11, 12], {
      name: '桥',
      coordinates: [119.701, 30.199, 119.701, 30.2, 119.701, 30.201],
    })
    const street = wayOf('street', [0, 1, 2], { name: '街' })
    const apart = built({ ways: [street, bridge] })
    expect(apart.edgeCount).toBe(2)
    expect(meets(apart, '街', '桥')).toBe(false)
    const joined = built({ ways: [street, { ...bridge, nodes: [10, 1, 12] }] })
    expect(joined.edgeCount).toBe(4)
    expect(meets(joined, '街', '桥')).toBe(true)
  })

  test('without nodes meet where they cross on one level, and by a short link where they end beside one', () => {
    const street = wayOf('street', [0, 1, 2], { name: '街' })
    const across = drawn('across', [119.7005, 30.1995, 119.7005, 30.2005], { name: '横' })
    const over = drawn('over', [119.7015, 30.1995, 119.7015, 30.2005], { level: 1, name: '桥' })
    const beside = drawn('beside', [119.7018, 30.20005, 119.7018, 30.201])
    const network = built({ ways: [street, across, over, beside] })
    expect(meets(network, '街', '横')).toBe(true)
    expect(meets(network, '街', '桥')).toBe(false)
    const linked = onFoot(network, [119.7018, 30.201], [119.7, 30.2])
    expect(linked?.metres).toBeCloseTo(111.2 + 173, 0)
  })
})

describe('squares', () => {
  // 100 m wide, with a notch from the south to its middle; ways reach three of its corners.
  const ring = [
    [119.7, 30.2, 1],
    [119.7004, 30.2, 2],
    [119.7005, 30.2005, 3],
    [119.7006, 30.2, 4],
    [119.701, 30.2, 5],
    [119.701, 30.201, 6],
    [119.7, 30.201, 7],
    [119.7, 30.2, 1],
  ] as const
  const square = {
    row: 1,
    name: '广场',
    tags: { highway: 'pedestrian', area: 'yes' },
    rings: [ring.flatMap((point) => point.slice(0, 2))],
    nodes: [ring.map(([, , node]) => node)],
  }
  const arm = (key: string, node: number, lon: number, lat: number) => {
    const [x, y] = ring.find(([, , one]) => one === node) ?? [0, 0]
    return wayOf(key, [node, 100 + node], { class: 'footway', coordinates: [x, y, lon, lat] })
  }
  const ways = [arm('sw', 1, 119.6995, 30.2), arm('se', 5, 119.7015, 30.2), arm('ne', 6, 119.7015, 30.201)]

  test('are crossed in a straight line, and around a corner where they bend inwards', () => {
    const network = built({ ways, squares: [square] })
    const diagonal = onFoot(network, [119.7, 30.2], [119.701, 30.201])
    expect(diagonal?.metres).toBeCloseTo(metresBetween(119.7, 30.2, 119.701, 30.201), 0)
    const around = onFoot(network, [119.7, 30.2], [119.701, 30.2])
    const bent =
      metresBetween(119.7, 30.2, 119.7005, 30.2005) + metresBetween(119.7005, 30.2005, 119.701, 30.2)
    expect(around?.metres).toBeCloseTo(bent, 0)
    expect(around?.line).toContainEqual([119.7005, 30.2005])
    // Not by car.
    const vehicle = profileGraph(network, 'vehicle')
    expect(vehicle.head.length).toBe(0)
  })

  test('are crossed around a hole', () => {
    const hole = [
      [119.7006, 30.2006],
      [119.7006, 30.2008],
      [119.7008, 30.2008],
      [119.7008, 30.2006],
      [119.7006, 30.2006],
    ].flat()
    const withHole = {
      ...square,
      rings: [...square.rings, hole],
      nodes: [...square.nodes, [21, 22, 23, 24, 21]],
    }
    const network = built({ ways, squares: [withHole] })
    const straight = metresBetween(119.7, 30.2, 119.701, 30.201)
    const way = onFoot(network, [119.7, 30.2], [119.701, 30.201])
    expect(way?.metres).toBeGreaterThan(straight + 1)
    expect(way?.metres).toBeLessThan(straight * 1.1)
  })
})

describe('places', () => {
  test('are snapped to the nearest edge of all', () => {
    const offset = fc.double({ min: -0.002, max: 0.006, noNaN: true })
    fc.assert(
      fc.property(randomNetworks, offset, offset, ({ network }, x, y) => {
        fc.pre(network.edgeCount > 0)
        const profile = profileGraph(network, 'foot')
        const [lon, lat] = [119.7 + x, 30.2 + y]
        const found = snapper(network)(lon, lat, { profile })
        // Blocks are straight: 200 steps along each are near enough.
        let least = Number.POSITIVE_INFINITY
        let leastConnected = Number.POSITIVE_INFINITY
        for (let edge = 0; edge < network.edgeCount; edge++) {
          const [a, b] = [network.edgeFrom[edge] as number, network.edgeTo[edge] as number]
          for (let step = 0; step <= 200; step++) {
            const at = (values: Int32Array) =>
              ((values[a] as number) + (step / 200) * ((values[b] as number) - (values[a] as number))) / 1e7
            const metres = metresBetween(lon, lat, at(network.nodeLon), at(network.nodeLat))
            least = Math.min(least, metres)
            if (profile.connected[edge] === 1) leastConnected = Math.min(leastConnected, metres)
          }
        }
        const wanted = Number.isFinite(leastConnected) ? leastConnected : least
        expect(Math.abs((found?.gapMetres ?? Number.POSITIVE_INFINITY) - wanted)).toBeLessThan(1)
        expect(metresBetween(lon, lat, found?.lon ?? 0, found?.lat ?? 0)).toBeCloseTo(
          found?.gapMetres ?? 0,
          0,
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('closures', () => {
  const ways = [wayOf('a', [0, 1]), wayOf('b', [1, 2]), wayOf('c', [1, 6]), wayOf('d', [6, 7])]
  const network = built({ ways })
  const closed = (type: string, coordinates: unknown) => {
    const edges = new Set(edgesInPlace(network, snapper(network), { type, coordinates }))
    return ways.flatMap(({ key }, edge) => (edges.has(edge) ? key : [])).join('')
  }

  test('close the nearest way, ways along a line or across it, and all that enters an area', () => {
    expect(closed('Point', [119.7005, 30.2001])).toBe('a')
    expect(closed('Point', [119.7005, 30.21])).toBe('')
    const along = [
      [119.7, 30.20003],
      [119.702, 30.20003],
    ]
    expect(closed('LineString', along)).toBe('ab')
    const across = [
      [119.7005, 30.1998],
      [119.7005, 30.2002],
    ]
    expect(closed('LineString', across)).toBe('a')
    const around = [
      [119.7009, 30.2001],
      [119.7025, 30.2001],
      [119.7025, 30.2015],
      [119.7009, 30.2015],
      [119.7009, 30.2001],
    ]
    expect(closed('Polygon', [around])).toBe('cd')
    expect(closed('MultiPolygon', [[around]])).toBe('cd')
  })
})
