/** The model's elevations as a grid of EPSG:4549, which the analyses read. */
import { gridOfArea, type HeightGrid } from '../../../geodata/model/relief/height-grid.ts'
import { type HeightField, heightAt } from '../height-field.ts'
import { type Place, toPlane } from '../place.ts'

/** Metres; near the spacing of the terrain tiles from which the model is made. */
const CELL = 12
/**
 * Standard error in metres that is assumed of elevations whose source says nothing: that of SRTM and of
 * Copernicus GLO-30 in hills, whose absolute error at 90 % is 4 to 6 m.
 */
const UNCERTAINTY = 3

export interface TerrainCredit {
  readonly credit: string
  readonly synthetic: boolean
}

/** Returns the grid over the model's area; NaN outside it. About 0.5 s for Qingshan Lake: call it once. */
export function modelGrid(
  place: Place,
  field: HeightField,
  { credit, synthetic }: TerrainCredit,
): HeightGrid {
  const { width, depth } = place
  return gridOfArea(
    place.bounds,
    CELL,
    { datum: synthetic ? 'synthetic' : 'of the source', source: credit, synthetic, uncertainty: UNCERTAINTY },
    (longitude, latitude) => {
      const [x, z] = toPlane(place, longitude, latitude)
      const isOutside = Math.abs(x) > width / 2 || Math.abs(z) > depth / 2
      return isOutside ? Number.NaN : heightAt(field, place, x, z)
    },
  )
}
