/** Loads the style for theme and language and applies it as a diff, so that the map never goes blank. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { MapLibreMap, StyleSpecification } from 'maplibre-gl'
import { styleSchema } from '../../geodata/model/answers/style.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { selection } from '../card/selected-feature.ts'
import { drawingOrder, opacities } from '../layers/layer-look.ts'
import { messages } from '../messages.ts'
import { source } from '../source/chosen.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort, RequestError } from '../source/request.ts'
import * as store from '../store.ts'
import { viewerChanges } from '../viewer.ts'
import type { StyleState } from './style-state.ts'
import { applyState } from './style-state.ts'

/** Buildings are extruded from this pitch, in degrees. */
const SOLID_PITCH = 20

type Add = (map: MapLibreMap) => (() => void) | undefined

interface Addition {
  readonly add: Add
  remove: (() => void) | undefined
}

const NOTHING: GeoJSON.GeoJSON = { type: 'FeatureCollection', features: [] }

const asStyle = (body: unknown) => styleSchema.parse(body) as unknown as StyleSpecification

export class StyleKeeper {
  /** The style from the server, before the page's state is applied. */
  style: StyleSpecification | null = null
  readonly #map: MapLibreMap
  readonly #additions = new Set<Addition>()
  #abort = new AbortController()
  #ready = false

  readonly #opened: Promise<void>
  readonly #drawnTheme = signal<Theme | null>(null)

  /** `opened` resolves when the map is where it starts: no style is set before. */
  constructor(map: MapLibreMap, opened: Promise<void>) {
    this.#map = map
    this.#opened = opened
    effect(() => {
      // Another viewer has other layers.
      viewerChanges.value
      void this.#load(store.theme.value, store.language.value)
    })
  }

  /** The theme of the style on the map; null until the desk's layers are in it. */
  get drawnTheme(): ReadonlySignal<Theme | null> {
    return this.#drawnTheme
  }

  get labelsId(): string {
    const isLabel = (metadata: unknown) =>
      typeof metadata === 'object' &&
      metadata !== null &&
      (metadata as Record<string, unknown>)['shuangxi:slot'] === 'label'
    return this.style?.layers.find(({ metadata }) => isLabel(metadata))?.id ?? 'waterways:name'
  }

  /** Returns the current state for the style. */
  state(): StyleState {
    const chosen = selection.value
    return {
      visible: store.visibleLayers.value,
      kinds: store.kindFilters.value,
      relief: store.relief.value,
      terrain: store.terrain.value,
      solid: this.#map.getPitch() >= SOLID_PITCH || store.terrain.value,
      selection: chosen.state === 'ready' ? chosen.feature : NOTHING,
      opacities: opacities.value,
      order: drawingOrder.value,
    }
  }

  reload(): void {
    void this.#load(store.theme.peek(), store.language.peek())
  }

  onStyle(add: Add): () => void {
    const addition: Addition = { add, remove: undefined }
    this.#additions.add(addition)
    if (this.#ready) addition.remove = add(this.#map)
    return () => {
      this.#additions.delete(addition)
      addition.remove?.()
      addition.remove = undefined
    }
  }

  async #load(theme: Theme, language: string): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    try {
      const fonts = document.documentElement.dataset.fonts === 'system' ? '&fonts=none' : ''
      const path = `/style.json?theme=${theme}&lang=${language}${fonts}`
      const { signal } = this.#abort
      const style = await source.complete(await fetchJson(path, asStyle, signal))
      await this.#opened
      signal.throwIfAborted()
      this.#swap(style, theme)
    } catch (error) {
      if (isAbort(error)) return
      store.mapState.value = 'error'
      const text = error instanceof RequestError ? error.reason : messages.errorTiles
      store.notify({ kind: 'error', text, retry: () => this.reload() })
    }
  }

  #swap(style: StyleSpecification, theme: Theme): void {
    this.#ready = false
    this.#drawnTheme.value = null
    for (const addition of this.#additions) {
      addition.remove?.()
      addition.remove = undefined
    }
    this.style = style
    const styled = untracked(() => applyState(style, this.state()))
    this.#map.once('styledata', () => this.#settled(style, theme))
    this.#map.setStyle(styled, { diff: true, validate: false })
  }

  #settled(style: StyleSpecification, theme: Theme): void {
    if (this.style !== style) return
    this.#ready = true
    for (const addition of this.#additions) addition.remove ??= addition.add(this.#map)
    this.#drawnTheme.value = theme
  }
}
