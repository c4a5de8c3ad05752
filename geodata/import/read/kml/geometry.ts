/** Builds geometries of KML, in WGS 84 longitude and latitude, while elements open and close. */
import type { Geometry, Position } from 'geojson'

/** Thrown for coordinates that are not numbers; the placemark then has no geometry. */
export class BadCoordinates extends Error {}

interface Polygon {
  readonly rings: Position[][]
  isInner: boolean
}

/** Geometry elements that are read. */
const shapes = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'Track'])

export class KmlGeometry {
  /** Whether heights other than 0 were found, which are left out. */
  hasHeights = false
  readonly #found: Geometry[] = []
  #polygon: Polygon | null = null
  #positions: Position[] = []
  #isBad = false

  /** Returns whether the element belongs to a geometry. */
  open(name: string): boolean {
    if (shapes.has(name)) this.#positions = []
    if (name === 'Polygon') this.#polygon = { rings: [], isInner: false }
    if (this.#polygon && name === 'outerBoundaryIs') this.#polygon.isInner = false
    if (this.#polygon && name === 'innerBoundaryIs') this.#polygon.isInner = true
    return shapes.has(name)
  }

  close(name: string, text: () => string): void {
    if (name === 'coordinates') this.#read(text())
    else if (name === 'coord') this.#read(text().trim().replaceAll(/\s+/g, ','))
    else if (name === 'LinearRing' && this.#polygon) this.#addRing(this.#polygon)
    else if (name === 'Polygon') this.#endPolygon()
    else if (shapes.has(name)) this.#addLine(name === 'Point')
  }

  /** Returns the geometry, or null if there is none. Throws BadCoordinates. */
  end(): Geometry | null {
    if (this.#isBad) throw new BadCoordinates()
    const [first, ...others] = this.#found
    if (!first) return null
    if (others.length === 0) return first
    if (this.#found.every(({ type }) => type === first.type)) return multiple(first.type, this.#found)
    return { type: 'GeometryCollection', geometries: this.#found }
  }

  #read(text: string): void {
    // "119.7, 30.2" has blanks where the format allows none.
    for (const tuple of text.replaceAll(/\s*,\s*/g, ',').split(/\s+/)) {
      if (tuple === '') continue
      const [x = Number.NaN, y = Number.NaN, z = 0] = tuple.split(',').map(numberOf)
      if (!Number.isFinite(x) || !Number.isFinite(y)) this.#isBad = true
      else this.#positions.push([x, y])
      if (z !== 0 && Number.isFinite(z)) this.hasHeights = true
    }
  }

  #addRing(polygon: Polygon): void {
    if (this.#positions.length === 0) return
    if (polygon.isInner) polygon.rings.push(this.#positions)
    else polygon.rings.unshift(this.#positions)
    this.#positions = []
  }

  #endPolygon(): void {
    const { rings = [] } = this.#polygon ?? {}
    this.#polygon = null
    if (rings.length > 0) this.#found.push({ type: 'Polygon', coordinates: rings })
  }

  #addLine(isPoint: boolean): void {
    const [first, ...others] = this.#positions
    if (!first) return
    const isOne = isPoint || others.length === 0
    this.#found.push(
      isOne ? { type: 'Point', coordinates: first } : { type: 'LineString', coordinates: this.#positions },
    )
    this.#positions = []
  }
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text))

function multiple(type: Geometry['type'], parts: readonly Geometry[]): Geometry {
  const coordinates = parts.map((part) => ('coordinates' in part ? part.coordinates : []))
  return { type: `Multi${type}`, coordinates } as Geometry
}
