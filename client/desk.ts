/**
 * The contract between the page and a desk. A desk is a folder, loaded when it is opened: its
 * `index.ts` default-exports an `OpenDesk`. Desks use the page through this file only.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { Feature, Geometry } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { ComponentType } from 'preact'
import type { Role } from '../geodata/model/roles.ts'
import type { Language, Text } from '../geodata/model/text.ts'
import type { Bounds } from '../geodata/model/tile.ts'
import type { Theme } from '../geodata/model/tokens.ts'
import type { LegendSection } from './print/legend-in-view.ts'
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
  /** Degrees from vertical. */
  readonly pitch: number
}

/** The page's map. Only its owner changes sources, layers and camera of the base style. */
export interface MapAccess {
  /** For reading, events and overlays (`addControl`); add layers in `onStyle`. */
  readonly map: MapLibreMap
  /** The camera when the map last stopped moving. */
  readonly camera: ReadonlySignal<Camera>
  /**
   * Calls back when a style is loaded, and again after each change of theme or language: add own
   * sources and layers here. The function that the callback returns must remove them; it is called
   * before the next style and on stop. Returns the stop function.
   */
  onStyle(add: (map: MapLibreMap) => (() => void) | undefined): () => void
  /** The theme of the style on the map; null while a style is loading. */
  readonly drawnTheme: ReadonlySignal<Theme | null>
  /** The id of the first label layer: pass it as `beforeId` to stay under the labels. */
  readonly labelsId: string
  flyTo(camera: Partial<Camera>): void
  /** Offset in pixels from the window's centre to the centre of the uncovered map. */
  offset(): [x: number, y: number]
  /** Fits an area into the uncovered map. West, south, east, north in WGS 84 degrees. */
  fitBounds(bounds: Bounds, maxZoom?: number): void
  /**
   * Shows a desk's area, unless it is already in view or the page's address names a place. If little of the
   * map is free, shows its middle at `minZoom`.
   */
  present(bounds: Bounds, minZoom?: number): void
  /** The reader's position in WGS 84 degrees, after the reader has asked for it; it stays in the browser. */
  readonly ownPosition: ReadonlySignal<readonly [longitude: number, latitude: number] | null>
  /** Shows or hides catalogue layers while the desk is open. The reader's own choice wins. */
  showLayers(layers: readonly string[]): void
  /** Filters points of a catalogue layer by `kind in list`; null removes the filter. */
  filterKinds(layer: string, kinds: readonly string[] | null): void
  /**
   * Stops drawing the map while a desk covers it. `shown`: the area that the desk shows itself, in
   * WGS 84 degrees; the page leaves the desk to show a place outside. Returns the function that resumes.
   */
  suspend(shown: Bounds): () => void
}

export interface Notice {
  readonly kind: 'error' | 'information'
  readonly text: Text
  readonly retry?: () => void
  /** A text for copying by hand; the notice then stays until it is closed. */
  readonly copy?: string
}

/** A feature with all its attributes, in WGS 84 degrees. */
export type CardFeature = Feature<Geometry, Record<string, unknown>>

export interface CardSectionProps {
  /** The feature's reference, available at once for further requests. */
  readonly reference: FeatureReference
  /** Null until the feature is loaded. */
  readonly feature: CardFeature | null
}

export interface Write {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Sent as JSON, if present. */
  readonly body?: unknown
  /** The expected version (ETag, RFC 9110); the server refuses another one with 412. */
  readonly ifMatch?: string
}

export interface Sent {
  /** The JSON of the answer; null if it has none. */
  readonly body: unknown
  /** The current version on the server, for the next write. */
  readonly etag: string | null
}

export type CardSection = ComponentType<CardSectionProps>

export interface DeskContext {
  readonly map: MapAccess
  readonly language: ReadonlySignal<Language>
  readonly theme: ReadonlySignal<Theme>
  /** What the reader's account may do; the server decides. Empty for the public. */
  readonly roles: ReadonlySignal<readonly Role[]>
  /** Id of the reader's account; null for the public. */
  readonly account: ReadonlySignal<number | null>
  /** True if the system or the reader prefers reduced motion. */
  readonly reducedMotion: ReadonlySignal<boolean>
  /** The desk's panel, initially empty: floating on a desktop, the bottom sheet on a phone. */
  readonly panel: HTMLElement
  /** Full screen, above the map and below the panels; hidden while it is empty. */
  readonly stage: HTMLElement
  /** The open card, or null. */
  readonly selected: ReadonlySignal<FeatureReference | null>
  /** Aborted when the desk closes. */
  readonly signal: AbortSignal
  /**
   * GETs JSON from this server. `check` turns the body into its type (a zod schema's `parse`, or a
   * function that throws). On failure the page shows the reason with a retry button, and the promise
   * rejects.
   */
  fetchJson<T>(path: string, check: (body: unknown) => T): Promise<T>
  /**
   * Sends a write in the reader's session, with `If-Match` if a version is given and with an
   * idempotency key, which stays the same when the same object is sent again. Short waits by
   * `Retry-After` are retried. On failure the page shows the reason or the sign-in dialog, and the
   * promise rejects.
   */
  send(write: Write): Promise<Sent>
  /**
   * Calls back for server events of a kind until the desk closes or the returned function is called.
   * `everything`: events may have been missed.
   */
  events<Kind extends EventKind>(kind: Kind, onEvent: (event: ServerEvent<Kind>) => void): () => void
  /**
   * Adds a section, above the attributes, to the cards of a layer while the desk is open. Each card
   * mounts its own section as soon as it opens. `shown`: attributes that the section shows, so that
   * the card does not repeat them.
   */
  extendCard(layer: string, Section: CardSection, shown?: readonly string[]): void
  openCard(feature: FeatureReference): void
  closeCard(): void
  notify(notice: Notice): void
  /** Announces a text to screen readers, without showing it. */
  announce(text: Text): void
  /** True while the map is drawn for paper: a desk then shows what paper can bear. */
  readonly printing: ReadonlySignal<boolean>
  /** Says what the printed map shows of the desk beside catalogue layers. */
  explainPrint(explain: () => PrintedDesk): void
}

/** Of a desk on a printed map. */
export interface PrintedDesk {
  readonly legend: readonly LegendSection[]
  /** A sentence below the map; null without one. */
  readonly note: Text | null
  /** Title of the page, in place of the desk's. */
  readonly title?: string
  /** A drawing that is copied to the lower edge of the map. */
  readonly figure?: Element | null
}

export interface Desk {
  /** Removes everything that the desk added to map, stage and panel. */
  close(): void
}

export type OpenDesk = (context: DeskContext) => Promise<Desk> | Desk
