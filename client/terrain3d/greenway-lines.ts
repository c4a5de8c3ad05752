/** Greenways over the relief as lines of constant width on the screen, so that they are visible from afar. */
import { Vector2 } from 'three'
import { LineMaterial } from 'three/addons/lines/LineMaterial.js'
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js'
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js'
import type { PlaneFeature } from './vector-tiles.ts'

/** Metres between points, and above the ground, so that hills do not hide the line. */
const STEP = 25
const LIFT = 7
/** CSS pixels. */
const WIDTH = 3.2
const EDGE = 5.4

/** Returns pairs of points (x, y, z) of segments of at most `STEP` metres. */
function segmentsOf(features: readonly PlaneFeature[], groundAt: (x: number, z: number) => number): number[] {
  const found: number[] = []
  for (const path of features.flatMap(({ paths }) => paths)) {
    path.forEach(([ax, az], index) => {
      const next = path[index + 1]
      if (!next) return
      const parts = Math.max(1, Math.ceil(Math.hypot(next[0] - ax, next[1] - az) / STEP))
      const at = (part: number) => {
        const x = ax + ((next[0] - ax) * part) / parts
        const z = az + ((next[1] - az) * part) / parts
        return [x, groundAt(x, z) + LIFT, z] as const
      }
      for (let part = 0; part < parts; part++) found.push(...at(part), ...at(part + 1))
    })
  }
  return found
}

export interface GreenwayLines {
  readonly lines: readonly LineSegments2[]
  paint(colour: string, edge: string): void
  dispose(): void
}

export function createGreenwayLines(
  features: readonly PlaneFeature[],
  groundAt: (x: number, z: number) => number,
): GreenwayLines {
  const geometry = new LineSegmentsGeometry()
  const points = segmentsOf(features, groundAt)
  if (points.length > 0) geometry.setPositions(points)
  const line = (width: number, order: number) => {
    const material = new LineMaterial({ linewidth: width, worldUnits: false })
    material.resolution = new Vector2(1, 1)
    // Lines do not hide each other; their order decides.
    material.depthWrite = false
    const mesh = new LineSegments2(geometry, material)
    mesh.renderOrder = order
    mesh.visible = points.length > 0
    return { mesh, material }
  }
  const [edge, core] = [line(EDGE, 1), line(WIDTH, 2)]
  return {
    lines: [edge.mesh, core.mesh],
    paint(colour, edgeColour) {
      core.material.color.set(colour)
      edge.material.color.set(edgeColour)
    },
    dispose() {
      geometry.dispose()
      core.material.dispose()
      edge.material.dispose()
    },
  }
}
