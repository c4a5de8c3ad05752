/**
 * The source of the page's data: a server, or a folder of static files. The build chooses one
 * (`chosen.ts`); no other module asks which.
 */
import type { MapLibreMap, StyleSpecification } from 'maplibre-gl'
import type { SearchAnswer } from '../../geodata/model/answers/search.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { CardFeature, FeatureReference } from '../desk.ts'
import type { OpenStream } from './event-stream.ts'

interface SearchQuery {
  readonly text: string
  readonly language: Language
  /** Longitude and latitude in WGS 84 degrees; places near it come first. */
  readonly near: readonly [longitude: number, latitude: number] | null
  readonly limit: number
}

/** Why a server answered 503: it was not ready yet, or it had another reason. */
export type Verdict = 'was ready all along' | 'became ready'

export interface Source {
  /** What the source supports, so that the page offers only that. */
  readonly offers: {
    readonly desks: boolean
    readonly accounts: boolean
    /** Downloads of layers. */
    readonly downloads: boolean
    /** Features with all attributes and their full geometry. */
    readonly wholeFeatures: boolean
  }
  /** Opens the event stream; null if the data never change. */
  readonly openEvents: OpenStream | null
  /** The URL for a path of the server's API; null if the source lacks it. */
  addressOf(path: string): string | null
  /** Call it on a 503: resolves when the request can be repeated. */
  untilReady(): Promise<Verdict>
  /** Completes a style for MapLibre. */
  complete(style: StyleSpecification): Promise<StyleSpecification>
  /** Sets the map whose tiles provide features if there is no server. */
  useMap(map: MapLibreMap): void
  /** Throws `RequestError`, or the `AbortError` of the signal. */
  feature(reference: FeatureReference, signal: AbortSignal): Promise<CardFeature>
  /** Searches, best results first. Throws as `feature` does. */
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer>
}
