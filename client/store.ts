/** The page's state as signals, used by the map, the panels and the address. */
import { computed, effect, signal } from '@preact/signals'
import { drawnAtFirst } from '../geodata/model/drawn-layers.ts'
import type { Language } from '../geodata/model/text.ts'
import type { Bounds } from '../geodata/model/tile.ts'
import type { Theme } from '../geodata/model/tokens.ts'
import type { Camera, DeskId, FeatureReference, Notice, PrintedDesk } from './desk.ts'
import { source } from './source/chosen.ts'
import { isOffline, whenOnline } from './source/connection.ts'
import { initialState, readState } from './url-state.ts'
import { offeredLayers } from './viewer.ts'

/** The parameters of the address at which the page was opened. */
export const openedWith: ReadonlyMap<string, string> = new Map(new URLSearchParams(window.location.search))
/** The state in that address. */
export const openedState = readState(window.location.search)
/** Returns a setting in the browser's storage, which may be unavailable. */
function remembered(key: string): string | null {
  try {
    return window.localStorage.getItem(`shuangxi.${key}`)
  } catch (error) {
    console.info('Nothing is remembered here.', error)
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(`shuangxi.${key}`, value)
  } catch (error) {
    console.info('Nothing is remembered here.', error)
  }
}

function firstLanguage(): Language {
  if (openedState.language) return openedState.language
  const kept = remembered('language')
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.languages.some((tag) => tag.startsWith('zh')) || !navigator.language.startsWith('en')
    ? 'zh'
    : 'en'
}

export type ThemeChoice = Theme | 'system'

/** As in public/theme.js, which sets the theme before the first paint. */
function firstThemeChoice(): ThemeChoice {
  const chosen = openedState.theme ?? remembered('theme')
  return chosen === 'day' || chosen === 'night' ? chosen : 'system'
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const systemTheme = signal<Theme>(systemDark.matches ? 'night' : 'day')
systemDark.addEventListener('change', ({ matches }) => {
  systemTheme.value = matches ? 'night' : 'day'
})

export const language = signal<Language>(firstLanguage())
/** The reader's choice of theme; `system` follows the device. */
export const themeChoice = signal<ThemeChoice>(firstThemeChoice())
/** True while a map is printed, which always uses the day theme. */
export const printing = signal(false)
/** Text of the open desk for the printed map. */
export const printedDesk = signal<(() => PrintedDesk) | null>(null)
export const theme = computed<Theme>(() => {
  if (printing.value) return 'day'
  return themeChoice.value === 'system' ? systemTheme.value : themeChoice.value
})
export const camera = signal<Camera | null>(openedState.camera)
/** A published copy has no desks, because they need a server. */
export const desk = signal<DeskId>(source.offers.desks ? openedState.desk : initialState.desk)
export const selected = signal<FeatureReference | null>(openedState.selected)
/** True while the list of layers is open. */
export const layersOpen = signal(false)
/** True while the panel is raised on a phone. */
export const sheetRaised = signal(false)
export const relief = signal(openedState.relief)
export const terrain = signal(openedState.terrain)
/** Layers switched by the reader, against the default and the desk. */
export const layerChoices = signal<ReadonlyMap<string, boolean>>(openedState.layers)
/** Layers switched by the open desk. */
export const deskLayers = signal<readonly string[]>([])
/** Kinds that a desk shows, by layer. */
export const kindFilters = signal<ReadonlyMap<string, readonly string[]>>(new Map())
/** Zoom and bearing while the map moves, for the scale bar and the compass. */
export const view = signal({ zoom: 0, latitude: 30, bearing: 0, pitch: 0 })
/** The extent of the view in degrees; null before the map starts. */
export const viewBounds = signal<Bounds | null>(null)
/** The middle of the map that no panel covers, in degrees; null before the map starts. */
export const middle = signal<readonly [longitude: number, latitude: number] | null>(null)
/** The reader's position, after the reader has asked for it. Never leaves the browser. */
export const ownPosition = signal<readonly [longitude: number, latitude: number] | null>(null)
export const mapState = signal<'loading' | 'idle' | 'error' | 'undrawn'>('loading')
/** True if synthetic data are in view. */
export const syntheticInView = signal(false)

const systemMotion = window.matchMedia('(prefers-reduced-motion: reduce)')
const systemReduced = signal(systemMotion.matches)
systemMotion.addEventListener('change', (event) => {
  systemReduced.value = event.matches
})
/** The reader's choice, which overrides the system's. */
export const motionChoice = signal<boolean>(remembered('motion') === 'reduced')
export const reducedMotion = computed(() => systemReduced.value || motionChoice.value)

/** True if links also contain the reader's own language and theme. */
export const appearanceInLinks = signal<boolean>(remembered('links') === 'appearance')

/** Ids of the visible layers. */
export const visibleLayers = computed<ReadonlySet<string>>(() => {
  const wanted = offeredLayers.value.filter((layer) => {
    const choice = layerChoices.value.get(layer.id)
    return choice ?? (drawnAtFirst(layer) || deskLayers.value.includes(layer.id))
  })
  return new Set(wanted.map(({ id }) => id))
})

/** Switches a layer for the reader; a choice equal to the default is dropped. */
export function chooseLayer(id: string, on: boolean): void {
  const next = new Map(layerChoices.value)
  const layer = offeredLayers.value.find((one) => one.id === id)
  const anyway = layer !== undefined && (drawnAtFirst(layer) || deskLayers.value.includes(id))
  if (on === anyway) next.delete(id)
  else next.set(id, on)
  layerChoices.value = next
}

export interface ShownNotice extends Notice {
  readonly key: number
}
export const notices = signal<readonly ShownNotice[]>([])
let lastKey = 0

/** Shows a notice; it replaces an older one with the same text. Offline, retries wait for the connection. */
export function notify(notice: Notice): void {
  if (isOffline.peek() && notice.retry) {
    whenOnline(notice.retry)
    return
  }
  lastKey += 1
  const others = notices.value.filter(({ text }) => text.en !== notice.text.en)
  notices.value = [...others.slice(-2), { ...notice, key: lastKey }]
}

export function dismiss(key: number): void {
  notices.value = notices.value.filter((notice) => notice.key !== key)
}

// While the connection is lost, a bar says so, and failed requests are repeated when it is back.
effect(() => {
  if (!isOffline.value) return
  for (const { key, retry } of notices.peek()) {
    if (!retry) continue
    whenOnline(retry)
    dismiss(key)
  }
})

/** The name of the open card's feature; null without one. */
export const openTitle = signal<string | null>(null)

/** The next announcement for screen readers. */
export const announcement = signal('')

/** Keeps the document and the browser's storage up to date with the state. */
export function followState(): void {
  const root = document.documentElement
  effect(() => {
    root.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    if (language.value !== openedState.language) remember('language', language.value)
  })
  effect(() => {
    root.dataset.theme = theme.value
    // The theme of a link is not stored as the reader's own.
    if (themeChoice.value !== openedState.theme) remember('theme', themeChoice.value)
  })
  effect(() => {
    root.dataset.motion = reducedMotion.value ? 'reduced' : 'full'
    remember('motion', motionChoice.value ? 'reduced' : 'full')
  })
  effect(() => {
    root.dataset.mapState = mapState.value
  })
  effect(() => {
    root.dataset.desk = desk.value
  })
  effect(() => remember('links', appearanceInLinks.value ? 'appearance' : 'place'))
}
