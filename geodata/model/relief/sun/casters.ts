/** Buildings as prisms that cast shadows: rings in plane metres with the heights of base and top. */

export interface Prism {
  readonly id: string
  /** Closed or open rings in EPSG:4549 metres: the outline, then its holes. */
  readonly rings: readonly (readonly (readonly [number, number])[])[]
  /** Metres in the datum of the ground. */
  readonly base: number
  readonly top: number
}

/** Edges of prisms in typed arrays; edges of prism i are `firstEdge[i]` to before `firstEdge[i + 1]`. */
export interface Casters {
  readonly ids: readonly string[]
  readonly base: Float64Array
  readonly top: Float64Array
  readonly firstEdge: Uint32Array
  /** x, y of both ends of each edge. */
  readonly edges: Float64Array
  /** West, south, east, north of each prism. */
  readonly boxes: Float64Array
}

/** Puts prisms into typed arrays; edges without length are left out. */
export function castersOf(prisms: readonly Prism[]): Casters {
  const edges: number[] = []
  const firstEdge = new Uint32Array(prisms.length + 1)
  const boxes = new Float64Array(prisms.length * 4)
  prisms.forEach(({ rings }, i) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
    for (const [part, ring] of rings.entries()) {
      // The inside is on the left of each edge, so that edges which face a point are known by their side.
      const wound = signedArea(ring) > 0 === (part === 0) ? ring : [...ring].reverse()
      wound.forEach(([x, y], k) => {
        const [x0, y0] = wound[(k + wound.length - 1) % wound.length] ?? [x, y]
        box[0] = Math.min(box[0], x)
        box[1] = Math.min(box[1], y)
        box[2] = Math.max(box[2], x)
        box[3] = Math.max(box[3], y)
        if (x !== x0 || y !== y0) edges.push(x0, y0, x, y)
      })
    }
    boxes.set(box, i * 4)
    firstEdge[i + 1] = edges.length / 4
  })
  return {
    ids: prisms.map(({ id }) => id),
    base: Float64Array.from(prisms, ({ base }) => base),
    top: Float64Array.from(prisms, ({ top }) => top),
    ...{ firstEdge, edges: Float64Array.from(edges), boxes },
  }
}

/** Twice the area inside a ring in m², positive if it is counterclockwise. */
function signedArea(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], k) => {
    const [x0, y0] = ring[(k + ring.length - 1) % ring.length] ?? [x, y]
    return sum + x0 * y - x * y0
  }, 0)
}

/** True if a point of the plane is inside prism i. */
export function isInside({ edges, firstEdge, boxes }: Casters, i: number, x: number, y: number): boolean {
  const [west = 0, south = 0, east = 0, north = 0] = boxes.subarray(i * 4, i * 4 + 4)
  if (x < west || x > east || y < south || y > north) return false
  let inside = false
  for (let e = (firstEdge[i] ?? 0) * 4; e < (firstEdge[i + 1] ?? 0) * 4; e += 4) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = edges.subarray(e, e + 4)
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside
  }
  return inside
}
