import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sax from 'sax'
import { describe, expect, it } from 'vitest'
import { routeFile, routeFileFormats } from '../../../../geodata/model/routes/route-file.ts'

const METRE = 180 / (Math.PI * 6_371_008.771_4)
const route = {
  geometry: {
    type: 'LineString' as const,
    coordinates: [0, 100, 200].map((x) => [x * METRE, 0, 10 + x / 10]),
  },
  length_m: 200,
  duration_s: 160,
  ascent_m: 20,
  arrive: '2026-12-01T08:02:40Z',
  parts: [
    {
      from_m: 0,
      to_m: 200,
      kind: 'greenway' as const,
      name: null,
      name_en: null,
      surface: 'asphalt',
      width_m: null,
      lit: null,
      steps: false,
      grade_percent: 10,
      arrive: '2026-12-01T08:00:00Z',
    },
  ],
  turns: [
    { at_m: 100, lon: 100 * METRE, lat: 0, kind: 'left' as const, name: 'A & B', name_en: null, metres: 100 },
  ],
}
const texts = { name: '环湖 <5 km>', turn: ({ name }: { name: string | null }) => `左转 ${name}` }

/** Texts of elements by their path's last name. */
function elements(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const parser = sax.parser(true)
  let text = ''
  parser.onopentag = () => {
    text = ''
  }
  parser.ontext = (part) => {
    text += part
  }
  parser.onclosetag = (name) => {
    found.set(name, [...(found.get(name) ?? []), text])
    text = ''
  }
  parser.onerror = (error) => {
    throw error
  }
  parser.write(xml).close()
  return found
}

describe('files of a route', () => {
  it.each(['gpx', 'kml', 'tcx'] as const)('%s is well-formed, with name, line and turns', (format) => {
    const found = elements(routeFile(format, route, texts))
    const names = [...(found.get('name') ?? []), ...(found.get('Name') ?? [])]
    expect(names).toContain(format === 'tcx' ? '环湖 <5 km>' : '左转 A & B')
    expect(names).toContain('环湖 <5 km>')
  })

  it('TCX has the time and the distance of each point', () => {
    const found = elements(routeFile('tcx', route, texts))
    expect(found.get('DistanceMeters')).toEqual(['200', '0.0', '100.0', '200.0'])
    expect(found.get('Time')?.slice(0, 3)).toEqual([
      '2026-12-01T08:00:00.000Z',
      '2026-12-01T08:01:20.000Z',
      '2026-12-01T08:02:40.000Z',
    ])
    expect(found.get('PointType')).toEqual(['Left'])
  })

  it('GDAL reads the line of GPX, KML and GeoJSON with its heights', () => {
    const folder = mkdtempSync(join(tmpdir(), 'route-file-'))
    try {
      for (const format of routeFileFormats.filter((one) => one !== 'tcx')) {
        const file = join(folder, `route.${format}`)
        writeFileSync(file, routeFile(format, route, texts))
        const told = execFileSync('ogrinfo', ['-al', '-q', file], { encoding: 'utf8' })
        expect(told).toContain('左转 A & B')
        // GDAL has the heights of GPX in its points.
        if (format === 'gpx') expect(told).toMatch(/MULTILINESTRING \(\(0 0,0\.0008[\s\S]*ele \(Real\) = 30/)
        else expect(told).toMatch(/LINESTRING(?: Z)? \(0 0 10,0\.0008\d+ 0(\.0)? 20,0\.0017\d+ 0(\.0)? 30/)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
