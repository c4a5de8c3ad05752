/** The parcel of a proposal: its area in the plane, and its limits. */
import { featureSchema, pageSchemaOf } from '../../../geodata/model/answers/features.ts'
import type { PlaneArea, PlanePoint } from '../../../geodata/model/massing/area.ts'
import type { ParcelLimits } from '../../../geodata/model/massing/limits.ts'
import { planeOf } from '../../../geodata/model/plane.ts'
import { fetchJson } from '../../source/fetch-json.ts'

export interface Parcel {
  readonly code: string
  readonly area: PlaneArea
  /** Without the setback, which the proposal sets. */
  readonly limits: ParcelLimits
  readonly synthetic: boolean
}

const pageSchema = pageSchemaOf(featureSchema)
type Feature = ReturnType<typeof pageSchema.parse>['features'][number]

/** Returns the parcel at WGS 84 degrees; null if there is none. */
export async function parcelAt([longitude, latitude]: readonly [number, number], signal: AbortSignal) {
  const side = 1e-6
  const box = [longitude - side, latitude - side, longitude + side, latitude + side].join(',')
  return await firstOf(`bbox=${box}`, signal)
}

/** Returns the parcel of a code; null if there is none. */
export const parcelOf = (code: string, signal: AbortSignal) =>
  firstOf(`parcel_code=${encodeURIComponent(code)}`, signal)

async function firstOf(query: string, signal: AbortSignal): Promise<Parcel | null> {
  const path = `/collections/parcels/items?${query}&limit=1`
  const { features } = await fetchJson(path, (body) => pageSchema.parse(body), signal)
  return features[0] ? read(features[0]) : null
}

function read({ geometry, properties }: Feature): Parcel | null {
  const number = (name: string) => {
    const value = properties[name]
    return typeof value === 'number' ? value : null
  }
  if (geometry.type !== 'MultiPolygon' && geometry.type !== 'Polygon') return null
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const point = ([x = 0, y = 0]: readonly number[]): PlanePoint => planeOf([x, y])
  return {
    code: String(properties.parcel_code),
    area: parts.map((part) => part.map((ring) => ring.slice(0, -1).map(point))),
    limits: {
      far_max: number('far_max'),
      density_max: number('building_density_max'),
      green_min: number('green_ratio_min'),
      height_max: number('height_max_m'),
      setback: 0,
    },
    synthetic: properties.synthetic === true,
  }
}
