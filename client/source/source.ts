/**
 * Where the page has its data from. There are two such places, a server and a folder of static files,
 * and the page is built for one of them (`chosen.ts`): nothing else asks which.
 */
import type { MapLibreMap, StyleSpecification } from 'maplibre-gl'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
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

/** Of a server that said 503: whether it was only not ready yet. */
export type Verdict = 'was ready all along' | 'became ready'

export interface Source {
  /** What the page offers, because there is something to answer it. */
  readonly offers: {
    readonly desks: boolean
    readonly accounts: boolean
    /** Layers as files. */
    readonly downloads: boolean
    /** Features with all their attributes and their whole geometry. */
    readonly wholeFeatures: boolean
  }
  /** Opens the stream of changes; null where nothing changes. */
  readonly openEvents: OpenStream | null
  /** The address of what a path of the server's API names; null where there is no such thing. */
  addressOf(path: string): string | null
  /** Call it on a 503: comes back when there is something to ask again. */
  untilReady(): Promise<Verdict>
  /** A style as it came, made one that MapLibre can draw. */
  complete(style: StyleSpecification): Promise<StyleSpecification>
  /** Names the map, in whose tiles features are found where no server has them. */
  useMap(map: MapLibreMap): void
  /** Throws `RequestError`, or the `AbortError` of the signal. */
  feature(reference: FeatureReference, signal: AbortSignal): Promise<CardFeature>
  /** Places by their names, best first. Throws as `feature` does. */
  search(query: SearchQuery, signal: AbortSignal): Promise<readonly SearchHit[]>
}
