/** Kinds of incidents as the public reports them. */
import type { incidentKinds } from '../codes.ts'

type Kind = keyof typeof incidentKinds

/** Where a call is faster than a form: 110 police, 119 fire, 120 ambulance. */
export const urgentKinds: Readonly<Partial<Record<Kind, string>>> = {
  open_fire: '119',
  injury: '120',
  lost_person: '110',
  dispute: '110',
}

/**
 * Kinds that say how a place is and nothing about people. Open reports of them are shown to whoever reports
 * something near, so that nobody reports twice.
 */
export const placeKinds: readonly Kind[] = [
  'path_gap',
  'uneven_surface',
  'standing_water',
  'facility_damage',
  'lighting',
  'littering',
]

/** Kinds that the public is offered, the usual ones first. */
export const publicKinds: readonly Kind[] = [
  ...placeKinds,
  'illegal_parking',
  'street_vending',
  'illegal_fishing',
  'swimming',
  'unleashed_dog',
  'crowding',
  'open_fire',
  'injury',
  'lost_person',
  'dispute',
  'other',
]
