/** Parcels as rows of a table: `GET /planning/parcels`, and their places on the map. */
import { z } from 'zod'
import { indicatorIds, indicatorVerdicts, parcelVerdicts } from '../planning/indicators.ts'
import { rowIdSchema } from './row-id.ts'

const parcelRowSchema = z.object({
  id: rowIdSchema,
  parcel_code: z.string(),
  land_use: z.string(),
  state: z.string(),
  tenure: z.string(),
  town_code: z.string().nullable(),
  address: z.string().nullable(),
  area_m2: z.number().describe('Plane area in EPSG:4549'),
  far: z.number().nullable(),
  height_m: z.number().nullable(),
  verdicts: z.array(z.enum(parcelVerdicts)).describe('The gravest first'),
  indicators: z.array(z.object({ id: z.enum(indicatorIds), verdict: z.enum(indicatorVerdicts) })),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).describe('WGS 84 degrees'),
})
export type ParcelRow = z.infer<typeof parcelRowSchema>

export const parcelPageSchema = z.object({
  offset: z.int().describe('Number of parcels before this page'),
  more: z.boolean().describe('Whether there are parcels after this page'),
  parcels: z.array(parcelRowSchema),
})
export type ParcelPage = z.infer<typeof parcelPageSchema>

export const parcelPlacesSchema = z.object({
  complete: z.boolean().describe('False if there are more parcels; the largest ones are listed'),
  ids: z.array(rowIdSchema),
  positions: z
    .array(z.tuple([z.number(), z.number()]))
    .describe('A point on each parcel, longitude and latitude in WGS 84, in the order of `ids`'),
})
export type ParcelPlaces = z.infer<typeof parcelPlacesSchema>
