/**
 * Chooses the step at which arcs become lines, so that chords deviate from the arc by less than a centimetre.
 */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Text } from '../../model/text.ts'
import type { Gdal } from '../gdal/gdal.ts'
import type { FileLayer } from './file-layer.ts'
import type { PreparedFile } from './prepared-file.ts'

/** Metres. The rest of the centimetre allows for rounding. */
export const TOLERANCE = 0.009
export const METRES_A_DEGREE = 111_320
/** Largest and smallest step in degrees. */
const COARSEST = 4
const FINEST = 0.02
/** Step in degrees where arcs could not be measured: deviates by a centimetre at a radius of 10 km. */
const UNMEASURED = 0.15

export interface Arcs {
  readonly count: number
  /** In units of the layer. */
  readonly largestRadius: number
  /** Of the arcs that GDAL divides; our own code has already turned the others into lines. */
  readonly dividedRadius: number
}

/** Returns the step in degrees at which GDAL divides arcs. */
export function arcStep({ dividedRadius }: Arcs, isInDegrees: boolean): number {
  if (dividedRadius === 0) return UNMEASURED
  const radius = isInDegrees ? dividedRadius * METRES_A_DEGREE : dividedRadius
  if (radius <= TOLERANCE) return COARSEST
  const step = (2 * Math.acos(1 - TOLERANCE / radius) * 180) / Math.PI
  return Math.min(COARSEST, Math.max(FINEST, step))
}

export function arcNote(arcs: Arcs, isInDegrees: boolean): Text {
  const { count, largestRadius, dividedRadius } = arcs
  const unit = isInDegrees ? METRES_A_DEGREE : 1
  const radius = largestRadius * unit
  const step = (arcStep(arcs, isInDegrees) * Math.PI) / 180
  const deviation = Math.max(0.01, Math.ceil(dividedRadius * unit * (1 - Math.cos(step / 2)) * 100) / 100)
  const metres = radius < 10 ? radius.toFixed(1) : radius.toFixed(0)
  return {
    zh: `弧线 ${count} 处已化为折线，偏差不超过 ${deviation} 米（最大半径 ${metres} 米）`,
    en: `${count} arcs were converted to lines that deviate from them by at most ${deviation} m (largest radius ${metres} m)`,
  }
}

/** Drivers whose layers may have curves. Drawings are surveyed before (`drawing`). */
const withCurves = new Set(['GPKG', 'OpenFileGDB', 'CSV'])

/** Measures the arcs of a layer in its own units. GDAL writes them as WKT for this. */
export async function arcsOf(
  gdal: Gdal,
  { path, settings, drawing }: PreparedFile,
  driver: string,
  { name, geometryFields: [geometry] }: FileLayer,
): Promise<Arcs> {
  if (drawing) {
    const { curves, largestRadius, largestHatchRadius } = drawing
    return { count: curves, largestRadius, dividedRadius: largestHatchRadius }
  }
  const mayCurve = /Curve|Surface|^Geometry|Compound|Circular|Unknown/i.test(geometry?.type ?? '')
  if (!withCurves.has(driver) || !mayCurve) return { count: 0, largestRadius: 0, dividedRadius: 0 }
  const args = ['-f', 'CSV', '-lco', 'GEOMETRY=AS_WKT', '-select', '', name]
  // GDAL does not write to a path from which a file was deleted.
  const output = `curves-${randomUUID()}`
  await gdal.convert('ogr2ogr', path, args, output, settings)
  const curves = join(gdal.folder, `${output}.csv`)
  const arcs = await arcsOfWkt(curves)
  await rm(curves)
  return arcs
}

type Position = readonly [number, number]

const CIRCULAR = 'CIRCULARSTRING'

/** Measures the arcs in a CSV file of WKT, one geometry a line. */
async function arcsOfWkt(path: string): Promise<Arcs> {
  let count = 0
  let largestRadius = 0
  let text = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    text += String(chunk)
    let read = 0
    for (const match of text.matchAll(/CIRCULARSTRING[ ZM]*\(([^)]*)\)/g)) {
      for (const radius of radiiOf(match[1] ?? '')) {
        count++
        largestRadius = Math.max(largestRadius, radius)
      }
      read = match.index + match[0].length
    }
    // Keeps an incomplete arc, or a possible beginning of its keyword, for the next chunk.
    const begin = text.indexOf(CIRCULAR, read)
    text = text.slice(begin >= 0 ? begin : Math.max(read, text.length - CIRCULAR.length))
  }
  return { count, largestRadius, dividedRadius: largestRadius }
}

function radiiOf(list: string): number[] {
  const points = list.split(',').map((tuple): Position => {
    const [x = Number.NaN, y = Number.NaN] = tuple.trim().split(/\s+/).map(Number)
    return [x, y]
  })
  const radii: number[] = []
  for (let i = 0; i + 2 < points.length; i += 2) {
    const radius = circumradius(points[i] as Position, points[i + 1] as Position, points[i + 2] as Position)
    if (Number.isFinite(radius)) radii.push(radius)
  }
  return radii
}

/** Returns Infinity if the three points lie on a line. In a whole circle, begin and end coincide. */
function circumradius([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number {
  const ab = Math.hypot(bx - ax, by - ay)
  const bc = Math.hypot(cx - bx, cy - by)
  const ca = Math.hypot(ax - cx, ay - cy)
  if (ca === 0) return ab / 2
  const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
  return area < 1e-9 * ab * bc ? Number.POSITIVE_INFINITY : (ab * bc * ca) / (4 * area)
}
