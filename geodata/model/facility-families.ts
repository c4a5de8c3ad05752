/** Families of facilities, for their colours and ranks. */
import type { facilityKinds } from './codes.ts'
import type { tokens } from './tokens.ts'

export type FacilityKind = keyof typeof facilityKinds
type FacilityFamily = keyof (typeof tokens)['facility']

interface FacilityDisplay {
  readonly family: FacilityFamily
  /** Lowest zoom of the kind: landmarks first, benches last. */
  readonly fromZoom: 12 | 13 | 14 | 15 | 16
}

export const facilityDisplay: Readonly<Record<FacilityKind, FacilityDisplay>> = {
  attraction: { family: 'culture', fromZoom: 12 },
  museum: { family: 'culture', fromZoom: 12 },
  metro_station: { family: 'travel', fromZoom: 12 },
  service_station: { family: 'care', fromZoom: 13 },
  viewpoint: { family: 'nature', fromZoom: 13 },
  park: { family: 'nature', fromZoom: 13 },
  temple: { family: 'culture', fromZoom: 13 },
  hospital: { family: 'safety', fromZoom: 13 },
  first_aid: { family: 'safety', fromZoom: 14 },
  police_post: { family: 'safety', fromZoom: 14 },
  toilet: { family: 'care', fromZoom: 14 },
  car_park: { family: 'travel', fromZoom: 14 },
  bicycle_hire: { family: 'travel', fromZoom: 14 },
  shelter: { family: 'care', fromZoom: 14 },
  drinking_water: { family: 'care', fromZoom: 15 },
  defibrillator: { family: 'safety', fromZoom: 15 },
  bus_stop: { family: 'travel', fromZoom: 15 },
  information: { family: 'care', fromZoom: 15 },
  school: { family: 'culture', fromZoom: 15 },
  lodging: { family: 'food', fromZoom: 15 },
  cafe: { family: 'food', fromZoom: 15 },
  restaurant: { family: 'food', fromZoom: 15 },
  playground: { family: 'nature', fromZoom: 15 },
  fitness: { family: 'nature', fromZoom: 15 },
  picnic_site: { family: 'nature', fromZoom: 15 },
  shop: { family: 'food', fromZoom: 16 },
  bench: { family: 'care', fromZoom: 16 },
}
