/**
 * The page's state in the address: place, layers, language, theme, desk and card. A link shows the same
 * elsewhere; invalid parts fall back to the default.
 */
import { findLayer } from '../geodata/model/catalogue.ts'
import { drawnLayers } from '../geodata/model/drawn-layers.ts'
import { rowIdOf } from '../geodata/model/row-id.ts'
import type { Language } from '../geodata/model/text.ts'
import { languages } from '../geodata/model/text.ts'
import type { Theme } from '../geodata/model/tokens.ts'
import { themes } from '../geodata/model/tokens.ts'
import type { Camera, DeskId, FeatureReference } from './desk.ts'

export interface PageState {
  /** Null for the extent of the data. */
  readonly camera: Camera | null
  /** Layers switched by the reader, against the default and the desk. */
  readonly layers: ReadonlyMap<string, boolean>
  readonly language: Language | null
  readonly theme: Theme | null
  readonly desk: DeskId
  readonly selected: FeatureReference | null
  readonly relief: boolean
  readonly terrain: boolean
}

export const deskIds: readonly DeskId[] = ['greenway', 'patrol', 'planning', 'terrain3d']

export const initialState: PageState = {
  camera: null,
  layers: new Map(),
  language: null,
  theme: null,
  desk: 'greenway',
  selected: null,
  relief: true,
  terrain: false,
}

/** The names of the page's own parameters. */
export const pageParameters: ReadonlySet<string> = new Set([
  'at',
  'desk',
  'card',
  'on',
  'off',
  'relief',
  'terrain',
  'lang',
  'theme',
])

const trimmed = (value: number, decimals: number) => String(Number(value.toFixed(decimals)))

function writeCamera({ center, zoom, bearing, pitch }: Camera): string {
  const place = [trimmed(center[0], 5), trimmed(center[1], 5), trimmed(zoom, 2)]
  const turned = Math.abs(bearing) >= 0.05 || pitch >= 0.05
  return (turned ? [...place, trimmed(bearing, 1), trimmed(pitch, 1)] : place).join(',')
}

function readCamera(text: string | null): Camera | null {
  const parts = (text ?? '').split(',')
  if (text === null || (parts.length !== 3 && parts.length !== 5)) return null
  if (parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part))) return null
  const [longitude = 0, latitude = 0, zoom = 0, bearing = 0, pitch = 0] = parts.map(Number)
  const inside = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22
  if (!inside || Math.abs(bearing) > 360 || pitch < 0 || pitch > 85) return null
  return { center: [longitude, latitude], zoom, bearing, pitch }
}

function oneOf<T extends string>(value: string | null, known: readonly T[]): T | null {
  return known.find((one) => one === value) ?? null
}

/** Parses a feature in the address, such as `parcels.12`; null if invalid. */
export function readSelected(text: string | null): FeatureReference | null {
  const [layer = '', spelled = '', ...more] = (text ?? '').split('.')
  const id = rowIdOf(spelled)
  return findLayer(layer) && id !== undefined && more.length === 0 ? { layer, id } : null
}

export const writeSelected = ({ layer, id }: FeatureReference): string => `${layer}.${id}`

function readLayers(query: URLSearchParams): Map<string, boolean> {
  const named = (name: string) => new Set((query.get(name) ?? '').split(','))
  const [on, off] = [named('on'), named('off')]
  return new Map(
    drawnLayers.flatMap(({ id }): [string, boolean][] => {
      if (on.has(id)) return [[id, true]]
      return off.has(id) ? [[id, false]] : []
    }),
  )
}

/** Parses a state from the query of an address; ignores unknown and invalid parts. */
export function readState(search: string): PageState {
  const query = new URLSearchParams(search)
  return {
    camera: readCamera(query.get('at')),
    layers: readLayers(query),
    language: oneOf(query.get('lang'), languages),
    theme: oneOf(query.get('theme'), themes),
    desk: oneOf(query.get('desk'), deskIds) ?? initialState.desk,
    selected: readSelected(query.get('card')),
    relief: query.get('relief') !== '0',
    terrain: query.get('terrain') === '1',
  }
}

/** Formats a state as a query with `?`; readable, without percent signs. */
export function writeState(state: PageState): string {
  const switched = (on: boolean) => [...state.layers].filter(([, value]) => value === on).map(([id]) => id)
  const parts: (readonly [string, string | null])[] = [
    ['at', state.camera && writeCamera(state.camera)],
    ['desk', state.desk === initialState.desk ? null : state.desk],
    ['card', state.selected && writeSelected(state.selected)],
    ['on', switched(true).join(',') || null],
    ['off', switched(false).join(',') || null],
    ['relief', state.relief ? null : '0'],
    ['terrain', state.terrain ? '1' : null],
    ['lang', state.language],
    ['theme', state.theme],
  ]
  const written = parts.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
  return written.length > 0 ? `?${written.join('&')}` : ''
}

/** Percent-encodes only what an address requires. */
const spelled = (text: string) =>
  encodeURIComponent(text).replace(/%(2C|3A|3B|2F|40)/g, (code) => decodeURIComponent(code))

/** Formats further parameters as a query without `?`. Throws `URIError` for an unpaired surrogate. */
export function writeParameters(texts: ReadonlyMap<string, string>): string {
  return [...texts].map(([name, text]) => `${spelled(name)}=${spelled(text)}`).join('&')
}
