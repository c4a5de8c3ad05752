/** Arcs of drawings and databases compared with the exact curve: chords deviate by at most a centimetre. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Position } from 'geojson'
import proj4 from 'proj4'
import { afterAll, describe, expect, it } from 'vitest'
import type { Point } from '../../../../../geodata/import/read/dxf/stroke.ts'
import { strokeBulge, strokeSpline } from '../../../../../geodata/import/read/dxf/stroke.ts'
import { gdalOutput } from '../../../../environment/shared-gdal.ts'
import { openFile, refusalOf } from './open-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-curves-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [X, Y] = [473000, 3345600]
const PLANE = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const LIMIT = 0.01

type Codes = readonly (readonly [code: number, value: string | number])[]
const entity = (type: string, layer: string, ...codes: Codes): Codes => [[0, type], [8, layer], ...codes]
function drawing(name: string, entities: readonly Codes[], blocks: readonly Codes[] = []): string {
  const pairs: Codes = [
    [0, 'SECTION'],
    [2, 'HEADER'],
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'BLOCKS'],
    ...blocks.flat(),
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'ENTITIES'],
    ...entities.flat(),
    [0, 'ENDSEC'],
    [0, 'EOF'],
  ]
  writeFileSync(at(name), pairs.map(([code, value]) => `${code}\n${value}\n`).join(''))
  return at(name)
}

/** Returns the lines of each layer of a drawing, metres of EPSG:4549. */
async function linesOf(file: string): Promise<Record<string, Point[]>> {
  const { features } = await openFile(file, { crs: 'EPSG:4549' })
  return Object.fromEntries(
    features.map(({ geometry, properties }) => {
      const coordinates = geometry && 'coordinates' in geometry ? geometry.coordinates : []
      const line = (geometry?.type === 'Polygon' ? coordinates[0] : coordinates) as Position[]
      return [
        String(properties?.Layer),
        line.map((position) => proj4('WGS84', PLANE, position) as unknown as Point),
      ]
    }),
  )
}

/** Returns the maximum distance of a line's vertices and chords from a circle. */
function deviation(line: readonly Point[], [cx, cy]: Point, radius: number): number {
  const middles = line.slice(1).map(([x, y], i): Point => {
    const [ax, ay] = line[i] ?? [x, y]
    return [(x + ax) / 2, (y + ay) / 2]
  })
  return Math.max(...[...line, ...middles].map(([x, y]) => Math.abs(Math.hypot(x - cx, y - cy) - radius)))
}

describe('arcs of a drawing', () => {
  const circle = (layer: string, x: number, radius: number) =>
    entity('CIRCLE', layer, [10, x], [20, Y], [40, radius])

  it('follow their circles, small and large, each with as few points as necessary', async () => {
    const radii = [0.5, 5, 50, 500, 5000]
    const lines = await linesOf(
      drawing(
        'circles.dxf',
        radii.map((radius) => circle(`r${radius}`, X, radius)),
      ),
    )
    for (const radius of radii) {
      const line = lines[`r${radius}`] ?? []
      expect(deviation(line, [X, Y], radius), String(radius)).toBeLessThan(LIMIT)
      expect(line.length).toBeLessThan(2 * Math.PI * Math.sqrt(radius / (8 * LIMIT)) * 1.5 + 20)
      expect(line.at(-1)).toEqual(line[0])
    }
  })

  it('are found as arcs, bulges of both forms, ellipses, hatches and in blocks', async () => {
    const bulged: Codes = [
      [10, X],
      [20, Y],
      [42, 1],
      [10, X + 100],
      [20, Y],
      [42, 1],
    ]
    const vertex = (x: number) => entity('VERTEX', 'old', [10, x], [20, Y], [42, 1])
    const lines = await linesOf(
      drawing(
        'kinds.dxf',
        [
          entity('ARC', 'arc', [10, X], [20, Y], [40, 300], [50, 350], [51, 100]),
          entity('LWPOLYLINE', 'bulge', [90, 2], [70, 1], ...bulged),
          entity('POLYLINE', 'old', [66, 1], [70, 1]),
          vertex(X),
          vertex(X + 100),
          entity('SEQEND', 'old'),
          entity(
            'ELLIPSE',
            'ellipse',
            [10, X],
            [20, Y],
            [30, 0],
            [11, 0],
            [21, 400],
            [31, 0],
            [40, 1],
            [41, 0],
            [42, 2 * Math.PI],
          ),
          entity(
            'HATCH',
            'hatch',
            [10, 0],
            [20, 0],
            [30, 0],
            [2, 'SOLID'],
            [70, 1],
            [71, 0],
            [91, 1],
            [92, 0],
            [93, 1],
            [72, 2],
            [10, X],
            [20, Y],
            [40, 200],
            [50, 0],
            [51, 360],
            [73, 1],
            [97, 0],
            [75, 0],
            [76, 1],
            [98, 0],
          ),
          entity('INSERT', 'block', [2, 'B'], [10, X], [20, Y], [41, 30], [42, 30]),
        ],
        [
          [
            [0, 'BLOCK'],
            [8, '0'],
            [2, 'B'],
            [10, 0],
            [20, 0],
          ],
          entity('CIRCLE', '0', [10, 0], [20, 0], [40, 20]),
          [[0, 'ENDBLK']],
        ],
      ),
    )
    const expected: Readonly<Record<string, readonly [Point, number]>> = {
      arc: [[X, Y], 300],
      bulge: [[X + 50, Y], 50],
      old: [[X + 50, Y], 50],
      ellipse: [[X, Y], 400],
      hatch: [[X, Y], 200],
      block: [[X, Y], 600],
    }
    expect(Object.keys(lines).sort()).toEqual(Object.keys(expected).sort())
    for (const [layer, [centre, radius]] of Object.entries(expected)) {
      expect(deviation(lines[layer] ?? [], centre, radius), layer).toBeLessThan(LIMIT)
    }
    const [first = [0, 0]] = lines.arc ?? []
    expect(first[0] - X).toBeCloseTo(300 * Math.cos((350 * Math.PI) / 180), 2)
  })

  it('include splines: a circle of rational pieces is one', async () => {
    const half = Math.SQRT1_2
    const corners = [
      [1, 0],
      [1, 1],
      [0, 1],
      [-1, 1],
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
      [1, 0],
    ] as const
    const knots = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4].map((knot) => [40, knot] as const)
    const spline = entity(
      'SPLINE',
      'spline',
      [70, 4],
      [71, 2],
      [72, 12],
      [73, 9],
      ...knots,
      ...corners.flatMap(
        ([x, y], i) =>
          [
            [41, i % 2 ? half : 1],
            [10, X + 500 * x],
            [20, Y + 500 * y],
            [30, 0],
          ] as const,
      ),
    )
    const { spline: line = [] } = await linesOf(drawing('spline.dxf', [spline]))
    expect(deviation(line, [X, Y], 500)).toBeLessThan(LIMIT)
  })

  it('are reported, and so are other contents of a drawing', async () => {
    const file = drawing('said.dxf', [
      circle('a', X, 500),
      entity('RAY', 'b', [10, X], [20, Y]),
      entity('ACAD_PROXY_ENTITY', 'c'),
    ])
    const { notes } = await openFile(file, { crs: 'EPSG:4549' })
    expect(notes).toContain(
      '1 arcs were converted to lines that deviate from them by at most 0.01 m (largest radius 500 m)',
    )
    expect(notes).toContain('not read: RAY 1, ACAD_PROXY_ENTITY 1')
  })

  it('are refused if values are missing', async () => {
    const broken = entity('SPLINE', 'x', [71, 3], [74, 2], [11, X], [21, Y], [11, X + 1], [21, Y])
    expect(await refusalOf(drawing('broken.dxf', [broken]), { crs: 'EPSG:4549' })).toContain(
      'splines without control points',
    )
  })
})

it.each([5, 500])('follows a circle of %i m in a GeoPackage', async (radius) => {
  const ring = [
    [X + radius, Y],
    [X, Y + radius],
    [X - radius, Y],
    [X, Y - radius],
    [X + radius, Y],
  ]
  const wkt = `CURVEPOLYGON (CIRCULARSTRING (${ring.map((position) => position.join(' ')).join(',')}))`
  writeFileSync(at(`curve${radius}.csv`), `WKT,name\n"${wkt}",a\n`)
  const gdal = await gdalOutput()
  const args = ['-f', 'GPKG', '-a_srs', 'EPSG:4549', '-nlt', 'CURVEPOLYGON']
  await gdal.convert(at(`curve${radius}.csv`), args, 'curve')
  renameSync(join(gdal.folder, 'curve.gpkg'), at(`curve${radius}.gpkg`))
  for (const [name, crs] of [
    [`curve${radius}.gpkg`, undefined],
    [`curve${radius}.csv`, 'EPSG:4549'],
  ] as const) {
    const { features, notes } = await openFile(at(name), { crs })
    const geometry = features[0]?.geometry
    const line = geometry?.type === 'Polygon' ? (geometry.coordinates[0] ?? []) : []
    const points = line.map((position) => proj4('WGS84', PLANE, position) as unknown as Point)
    expect(points.length).toBeGreaterThan(20)
    expect(deviation(points, [X, Y], radius), name).toBeLessThan(LIMIT)
    expect(notes).toContain(`largest radius ${radius === 5 ? '5.0' : '500'} m`)
  }
})

describe('strokes', () => {
  it('of bulges are on the arc through both ends, for any size and side', () => {
    const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true })
    const bulge = fc.double({ min: 0.01, max: 20, noNaN: true })
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, bulge, fc.boolean(), (x, y, dx, size, isLeft) => {
        const [a, b]: [Point, Point] = [
          [x, y],
          [x + dx + 1001, y + dx / 2],
        ]
        const signed = isLeft ? -size : size
        const points = [a, ...strokeBulge(a, b, signed, LIMIT), b]
        const chord = Math.hypot(b[0] - a[0], b[1] - a[1])
        const radius = (chord * (1 + size * size)) / (4 * size)
        const area = points.slice(1).reduce((sum, [px, py], i) => {
          const [qx, qy] = points[i] ?? a
          return sum + ((qx - a[0]) * (py - a[1]) - (px - a[0]) * (qy - a[1])) / 2
        }, 0)
        const angle = 4 * Math.atan(size)
        const exact = (Math.sign(signed) * radius * radius * (angle - Math.sin(angle))) / 2
        // A centimetre along the whole arc.
        expect(Math.abs(area - exact)).toBeLessThan(LIMIT * radius * angle + 1e-6 * Math.abs(exact))
      }),
    )
  })

  it('of splines with wrong knots are null', () => {
    const points: Point[] = [
      [0, 0],
      [1, 1],
      [2, 0],
    ]
    expect(strokeSpline({ degree: 2, knots: [0, 0, 0, 1, 1], points, weights: [] }, LIMIT)).toBeNull()
    expect(strokeSpline({ degree: 2, knots: [0, 0, 0, 1, 0, 1], points, weights: [] }, LIMIT)).toBeNull()
    expect(strokeSpline({ degree: 5, knots: [0, 0, 0, 1, 1, 1], points, weights: [] }, LIMIT)).toBeNull()
  })
})
