/** Files of routes, read by other programs where they are installed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { gpxOf } from '../../../../geodata/model/routes/files/gpx.ts'
import { kmlOf } from '../../../../geodata/model/routes/files/kml.ts'
import { tcxOf } from '../../../../geodata/model/routes/files/tcx.ts'
import { planRoutes } from '../../../../geodata/model/routes/plan.ts'
import { asked, at, engineOf, way } from './hand-made.ts'

const engine = engineOf(
  [way([at(0, 0), at(2, 0)], { name: '湖边 & <路>' }), way([at(2, 0), at(2, 2)], { name: '北路' })],
  {},
  (lon) => 10 + (lon - 119.77) * 1000,
)
const plan = planRoutes(engine, asked(at(0, 0), at(2, 2), { via: [at(2, 1)] }), [])
const file = { ...plan, language: 'zh' } as const
const [route] = plan.routes
const folder = mkdtempSync(join(tmpdir(), 'route-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const runs = (program: string, ...args: string[]) => {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const written = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const points = route?.geometry.coordinates ?? []

describe('files of routes', () => {
  it('have names, heights and turns', () => {
    const gpx = gpxOf(file)
    expect(gpx.match(/<trkpt /g)).toHaveLength(points.length)
    expect(gpx.match(/<ele>/g)).toHaveLength(points.length)
    expect(gpx).toContain('<name>出发，沿湖边 &amp; &lt;路&gt;</name>')
    expect(gpx).toContain('<name>途经点 1</name>')
    const tcx = tcxOf(file)
    expect(tcx).toContain('<PointType>Left</PointType>')
    const times = [...tcx.matchAll(/<Trackpoint><Time>([^<]+)/g)].map(([, time]) => Date.parse(time ?? ''))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeCloseTo(1000 * (route?.duration_s ?? 0), -4)
  })

  it.skipIf(!runs('gpsbabel', '-V'))('are read by gpsbabel', () => {
    for (const [format, path] of [
      ['gpx', written('a.gpx', gpxOf(file))],
      ['kml', written('a.kml', kmlOf(file))],
      ['gtrnctr', written('a.tcx', tcxOf(file))],
    ] as const) {
      const args = ['-t', '-i', format, '-f', path, '-o', 'unicsv', '-F', '-']
      const lines = execFileSync('gpsbabel', args).toString().trim().split('\n').slice(1)
      expect(lines.length, format).toBe(points.length)
      const [lat = 0, lon = 0] = (lines[0] ?? '').split(',').slice(1).map(Number)
      expect([lon, lat].map((n, k) => Math.abs(n - (points[0]?.[k] ?? 0)) < 2e-6)).toEqual([true, true])
    }
  })

  it.skipIf(!runs('ogrinfo', '--version'))('are read by ogr2ogr', () => {
    const read = (path: string, layer: string[]) =>
      JSON.parse(execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, ...layer]).toString()) as {
        features: { properties: { name?: string; Name?: string }; geometry: { coordinates: unknown[] } }[]
      }
    const [track] = read(written('b.gpx', gpxOf(file)), ['tracks']).features
    expect(track?.properties.name).toBe('步行 0.4 公里（1）')
    expect(JSON.stringify(track?.geometry.coordinates)).toContain(String(points[0]?.[2]))
    const [line] = read(written('b.kml', kmlOf(file)), []).features
    expect(line?.geometry.coordinates).toHaveLength(points.length)
  })
})
