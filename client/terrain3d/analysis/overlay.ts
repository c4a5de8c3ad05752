/** What a tool lays over the model: one picture draped on the ground, lines and points in space. */
import { type Group, Vector2 } from 'three'
import { LineMaterial } from 'three/addons/lines/LineMaterial.js'
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js'
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js'
import { degreesOf } from '../../../geodata/model/plane.ts'
import { centreOf, type HeightGrid } from '../../../geodata/model/relief/height-grid.ts'
import { type Place, toPlane } from '../place.ts'

/** A point in EPSG:4549 metres with its height in metres. */
type SpacePoint = readonly [x: number, y: number, height: number]

interface OverlayLine {
  readonly points: readonly SpacePoint[]
  readonly colour: string
  /** CSS pixels. */
  readonly width?: number
}

export interface Overlay {
  /** Drapes RGBA bytes, one pixel a cell of the grid; null removes them. */
  drape(
    grid: Pick<HeightGrid, 'columns' | 'rows' | 'cell' | 'west' | 'north'>,
    pixels: Uint8ClampedArray | null,
  ): void
  /** Replaces all lines. They are seen through hills, so that a reader finds them. */
  lines(lines: readonly OverlayLine[]): void
  dispose(): void
}

export interface OverlayHost {
  readonly block: Group
  setOverlay(canvas: OffscreenCanvas | null): void
  invalidate(): void
}

const WIDTH = 3
/** Pixels of the draped picture along its longer side. */
const DRAPE = 2048

function paintedDrape(place: Place, grid: HeightGrid, pixels: Uint8ClampedArray): OffscreenCanvas {
  const scale = DRAPE / Math.max(place.width, place.depth)
  const canvas = new OffscreenCanvas(Math.round(place.width * scale), Math.round(place.depth * scale))
  const raw = new OffscreenCanvas(grid.columns, grid.rows)
  raw
    .getContext('2d')
    ?.putImageData(new ImageData(new Uint8ClampedArray(pixels), grid.columns, grid.rows), 0, 0)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas for draping')
  // Outer corners of the grid in pixels: the plane of EPSG:4549 is turned against the model's by 0.1°.
  const corner = (column: number, row: number) => {
    const [x, z] = toPlane(place, ...degreesOf(centreOf(grid, column - 0.5, row - 0.5)))
    return [(x + place.width / 2) * scale, (z + place.depth / 2) * scale] as const
  }
  const [nw, ne, sw] = [corner(0, 0), corner(grid.columns, 0), corner(0, grid.rows)]
  context.setTransform(
    (ne[0] - nw[0]) / grid.columns,
    (ne[1] - nw[1]) / grid.columns,
    (sw[0] - nw[0]) / grid.rows,
    (sw[1] - nw[1]) / grid.rows,
    nw[0],
    nw[1],
  )
  context.imageSmoothingEnabled = false
  context.drawImage(raw, 0, 0)
  return canvas
}

export function createOverlay(place: Place, host: OverlayHost): Overlay {
  let drawn: LineSegments2[] = []
  const clear = () => {
    for (const line of drawn) {
      host.block.remove(line)
      line.geometry.dispose()
      line.material.dispose()
    }
    drawn = []
  }
  const lineOf = ({ points, colour, width = WIDTH }: OverlayLine): LineSegments2 => {
    const geometry = new LineSegmentsGeometry()
    const placed = points.map(([x, y, height]) => {
      const [px, pz] = toPlane(place, ...degreesOf([x, y]))
      return [px, height, pz] as const
    })
    geometry.setPositions(placed.slice(1).flatMap((point, index) => [...(placed[index] ?? point), ...point]))
    const material = new LineMaterial({
      linewidth: width,
      worldUnits: false,
      depthTest: false,
      color: colour,
    })
    material.resolution = new Vector2(1, 1)
    const line = new LineSegments2(geometry, material)
    line.renderOrder = 10
    return line
  }
  return {
    drape(grid, pixels) {
      host.setOverlay(pixels === null ? null : paintedDrape(place, grid as HeightGrid, pixels))
      host.invalidate()
    },
    lines(lines) {
      clear()
      drawn = lines.filter(({ points }) => points.length > 1).map(lineOf)
      for (const line of drawn) host.block.add(line)
      host.invalidate()
    },
    dispose() {
      clear()
      host.setOverlay(null)
    },
  }
}
