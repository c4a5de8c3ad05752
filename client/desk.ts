/**
 * The contract between the page and a desk. A desk is a folder of its own, loaded when it is opened:
 * its `index.ts` default-exports an `OpenDesk`. Desks know the page through this file only.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { Feature, Geometry } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { ComponentType } from 'preact'
import type { Language, Text } from '../geodata/model/text.ts'
import type { Bounds } from '../geodata/model/tile.ts'
import type { Theme } from '../geodata/model/tokens.ts'
import type { EventKind, ServerEvent } from './source/event-stream.ts'

export type DeskId = 'greenway' | 'patrol' | 'planning' | 'terrain3d'

/** One feature of a catalogue layer, by the id of its row. */
export interface FeatureReference {
  readonly layer: string
  readonly id: number
}

export interface Camera {
  readonly center: readonly [longitude: number, latitude: number]
  readonly zoom: number
  /** Degrees clockwise from north. */
  readonly bearing: number
  /** Degrees from straight down. */
  readonly pitch: number
}

/** The page's map. Sources, layers and the camera of the base style belong to its owner. */
export interface MapAccess {
  /** For reading, events and overlays (`addControl`); ask `onStyle` before adding layers. */
  readonly map: MapLibreMap
  /** Where the map was when it last came to rest. */
  readonly camera: ReadonlySignal<Camera>
  /**
   * Calls back now, when a style is loaded, and again after each change of theme or language has
   * replaced it: add own sources and layers here. What the callback returns takes them away, and is
   * called before the next style and on stop. Gives back stop.
   */
  onStyle(add: (map: MapLibreMap) => (() => void) | undefined): () => void
  /** The id of the first label layer: pass it as `beforeId` to stay under the labels. */
  readonly labelsId: string
  flyTo(camera: Partial<Camera>): void
  /** How far the middle of the uncovered map lies from the middle of the window, in pixels. */
  offset(): [x: number, y: number]
  /** Shows an area beside the panels. West, south, east, north in WGS 84 degrees. */
  fitBounds(bounds: Bounds, maxZoom?: number): void
  /**
   * Shows what a desk is about, unless the reader has it in view or has come by an address that
   * names a place.
   */
  present(bounds: Bounds): void
  /** Shows or hides catalogue layers as long as the desk is open. The reader's own choice wins. */
  showLayers(layers: readonly string[]): void
  /** Takes points of catalogue layers off the map, or gives them back with null: `kind in list`. */
  filterKinds(layer: string, kinds: readonly string[] | null): void
  /** Stops drawing the map while a desk covers it with a stage of its own. Gives back resume. */
  suspend(): () => void
}

export interface Notice {
  readonly kind: 'error' | 'information'
  readonly text: Text
  readonly retry?: () => void
}

/** A feature as its card shows it, in WGS 84 degrees. */
export type CardFeature = Feature<Geometry, Record<string, unknown>>

export interface CardSectionProps {
  /** What the card is about: enough to ask the server for more, at once. */
  readonly reference: FeatureReference
  /** Null until the server has answered with the feature itself. */
  readonly feature: CardFeature | null
}

export interface Write {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Sent as JSON where there is one. */
  readonly body?: unknown
  /** The version that the write is about (RFC 9110, ETag): another one is refused with 412. */
  readonly ifMatch?: string
}

export interface Sent {
  /** The JSON of the answer; null where it has none. */
  readonly body: unknown
  /** The version that the server has now, for the next write. */
  readonly etag: string | null
}

export type CardSection = ComponentType<CardSectionProps>

export interface DeskContext {
  readonly map: MapAccess
  readonly language: ReadonlySignal<Language>
  readonly theme: ReadonlySignal<Theme>
  /** True when the system or the reader asks for less motion. */
  readonly reducedMotion: ReadonlySignal<boolean>
  /** The desk's panel: floats on a desktop, is the bottom sheet on a phone. Empty when given. */
  readonly panel: HTMLElement
  /** Full screen, above the map and below the panels; hidden while it is empty. */
  readonly stage: HTMLElement
  /** The card that stands open, or null. */
  readonly selected: ReadonlySignal<FeatureReference | null>
  /** Aborted when the desk closes. */
  readonly signal: AbortSignal
  /**
   * GETs JSON of this server. `check` turns the body into its type (a zod schema's `parse`, or a
   * function that throws). When it fails, the page shows the reason with a way to retry, and the
   * promise is rejected.
   */
  fetchJson<T>(path: string, check: (body: unknown) => T): Promise<T>
  /**
   * Sends a write with the session of who is signed in: with its version where one is named, with an
   * idempotency key that is kept when the same object is sent again, and again where the server asks
   * for a moment's patience. When it fails, the page shows the reason, or the way to sign in, and the
   * promise is rejected.
   */
  send(write: Write): Promise<Sent>
  /**
   * Calls back for what the server tells of a kind, as it happens, until the desk closes or what it
   * gives back is called. `everything`: something may have been missed.
   */
  events<Kind extends EventKind>(kind: Kind, onEvent: (event: ServerEvent<Kind>) => void): () => void
  /**
   * Adds a section, above the attributes, to the cards of a layer while the desk is open. It is shown
   * from the moment a card opens, and goes with it: another feature has a section of its own.
   */
  extendCard(layer: string, Section: CardSection): void
  openCard(feature: FeatureReference): void
  closeCard(): void
  notify(notice: Notice): void
  /** Reads a text out to assistive technology, without showing it. */
  announce(text: Text): void
}

export interface Desk {
  /** Takes away all that the desk put on the map, the stage and the panel. */
  close(): void
}

export type OpenDesk = (context: DeskContext) => Promise<Desk> | Desk
