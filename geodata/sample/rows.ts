/** Rows of the sample before they are written: columns by name, geometry in the plane. */

import type { Grid } from './grid.ts'
import type { Line, MultiPolygon, Point } from './plane.ts'

interface Named {
  readonly name?: string | null
  readonly name_en?: string | null
}

export interface AreaRow extends Named {
  readonly code: string
  readonly kind: string
  readonly geom: MultiPolygon
}
export interface LandCoverRow extends Named {
  readonly kind: string
  readonly geom: MultiPolygon
}
export interface WaterRow extends Named {
  readonly kind: string
  readonly geom: MultiPolygon
}
export interface WaterwayRow extends Named {
  readonly kind: string
  readonly geom: Line
}
export interface RoadRow extends Named {
  readonly class: string
  readonly ref?: string | null
  readonly surface: string
  readonly oneway?: boolean
  readonly bridge?: boolean
  readonly tunnel?: boolean
  readonly level?: number
  readonly lit?: boolean | null
  readonly width_m?: number | null
  readonly max_speed?: number | null
  readonly foot?: string | null
  readonly bicycle?: string | null
  readonly geom: Line
}
export interface BuildingRow extends Named {
  readonly kind: string
  readonly height_m: number
  readonly levels: number
  readonly geom: MultiPolygon
}
export interface ParcelRow {
  readonly parcel_code: string
  readonly land_use: string
  readonly state: string
  readonly tenure: string
  readonly holder: string | null
  readonly address: string
  readonly town_code: string
  readonly area_m2: number
  readonly far: number | null
  readonly far_min: number | null
  readonly far_max: number | null
  readonly building_density: number | null
  readonly building_density_max: number | null
  readonly green_ratio: number | null
  readonly green_ratio_min: number | null
  readonly height_m: number | null
  readonly height_max_m: number | null
  readonly tax_per_mu: number | null
  readonly value_per_mu: number | null
  readonly supplied_on: string | null
  readonly started_on: string | null
  readonly completed_on: string | null
  readonly geom: MultiPolygon
}
export interface ControlLineRow extends Named {
  readonly kind: string
  readonly severity: string
  readonly height_limit_m?: number | null
  readonly legal_status: string
  readonly valid_from: string
  readonly valid_to?: string | null
  readonly office: string
  readonly document: string
  readonly geom: MultiPolygon
}
export interface CoverageRow extends Named {
  readonly layer: string
  readonly kind: string | null
  readonly surveyed_on: string
  readonly surveyed_by: string
  readonly document: string
  readonly since: string
  readonly until: string | null
  readonly geom: MultiPolygon
}
export interface PlanRow extends Named {
  readonly plan_code: string
  readonly state: string
  readonly land_use: string
  readonly far: number | null
  readonly height_max_m: number | null
  readonly green_ratio_min: number | null
  readonly town_code: string
  readonly area_m2: number
  readonly office: string
  readonly revised_on: string
  readonly published_on: string | null
  readonly geom: MultiPolygon
}
export interface SegmentRow {
  readonly length_m: number
  readonly surface: string
  readonly width_m: number
  readonly lit: boolean
  readonly bicycle: boolean
  readonly geom: Line
}
export interface GreenwayRow {
  readonly name: string
  readonly name_en: string
  readonly operator: string
  readonly loop: boolean
  readonly segments: readonly SegmentRow[]
}
export interface FacilityRow extends Named {
  readonly kind: string
  readonly opening_hours?: string | null
  readonly wheelchair?: boolean | null
  readonly capacity?: number | null
  readonly fee?: boolean | null
  readonly geom: Point
}
export interface EntranceRow extends Named {
  readonly kind: string
  /** Index of its greenway in the area's list. */
  readonly greenway: number
  readonly wheelchair: boolean
  readonly geom: Point
}
export interface ZoneRow {
  readonly code: string
  readonly name: string
  readonly name_en: string
  readonly greenway_length_m: number
  readonly geom: MultiPolygon
}
export interface UnitRow {
  readonly code: string
  readonly name: string
  readonly name_en: string
  readonly state: string
  readonly zone_code: string
  readonly members: number
  readonly vehicle: string
  readonly phone: string
  readonly skills: readonly string[]
  readonly position_at: Date
  readonly accuracy_m: number
  readonly heading: number
  readonly geom: Point
}
export interface IncidentRow {
  readonly number: string
  readonly kind: string
  readonly state: string
  readonly channel: string
  readonly zone_code: string | null
  readonly unit_code: string | null
  readonly received_at: Date
  readonly routed_at: Date | null
  readonly arrived_at: Date | null
  readonly fed_back_at: Date | null
  readonly closed_at: Date | null
  readonly geom: Point
}
/** Peaks and localities, which search finds although no layer draws them. */
export interface PlaceRow {
  readonly kind: string
  readonly name: string
  readonly name_en: string
  readonly importance: number
  readonly geom: Point
}

/** All rows of one area. */
export interface SampleArea {
  readonly heights: Grid | null
  readonly areas: readonly AreaRow[]
  readonly landCover: readonly LandCoverRow[]
  readonly water: readonly WaterRow[]
  readonly waterways: readonly WaterwayRow[]
  readonly roads: readonly RoadRow[]
  readonly buildings: readonly BuildingRow[]
  readonly parcels: readonly ParcelRow[]
  readonly controlLines: readonly ControlLineRow[]
  readonly plans: readonly PlanRow[]
  readonly coverages: readonly CoverageRow[]
  readonly greenways: readonly GreenwayRow[]
  readonly facilities: readonly FacilityRow[]
  readonly entrances: readonly EntranceRow[]
  readonly zones: readonly ZoneRow[]
  readonly units: readonly UnitRow[]
  readonly incidents: readonly IncidentRow[]
  readonly places: readonly PlaceRow[]
}

export const emptyArea: SampleArea = {
  heights: null,
  areas: [],
  landCover: [],
  water: [],
  waterways: [],
  roads: [],
  buildings: [],
  parcels: [],
  controlLines: [],
  plans: [],
  coverages: [],
  greenways: [],
  facilities: [],
  entrances: [],
  zones: [],
  units: [],
  incidents: [],
  places: [],
}
