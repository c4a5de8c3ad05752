/** Opens the chosen desk: loads its module on first use, and closes the previous desk. */
import { computed, effect, signal } from '@preact/signals'
import { dropUnclaimed } from '../address.ts'
import { cardSections } from '../card/card-sections.ts'
import type { Desk, DeskContext, DeskId, OpenDesk } from '../desk.ts'
import type { MapOwner } from '../map/map-owner.ts'
import { messages } from '../messages.ts'
import { followEvents } from '../server-events.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { reasonToShow, send } from '../source/send.ts'
import * as store from '../store.ts'
import { loadViewer, viewer, viewerChanges } from '../viewer.ts'
import { openDialog } from './open-dialog.ts'

/** One dynamic import per desk, so that each is a separate chunk. */
const modules: Readonly<Record<DeskId, () => Promise<{ default: OpenDesk }>>> = {
  greenway: () => import('../greenway/index.tsx'),
  patrol: () => import('../patrol/index.ts'),
  planning: () => import('../planning/index.tsx'),
  terrain3d: () => import('../terrain3d/index.ts'),
}

/** Desks whose cards get a section of nearby facilities from the page; Explore adds its own. */
const nearbyOf = async (id: DeskId) =>
  id === 'patrol' || id === 'planning' ? await import('../greenway/nearby.ts') : null

/** Desks whose modules are larger than the map's. */
export const heavyDesks: readonly DeskId[] = ['patrol', 'terrain3d']

/** Layers that a desk needs: readers without access to them see a notice. */
const needs: Readonly<Partial<Record<DeskId, string>>> = { patrol: 'patrol_zones' }

/** `closed`: the viewer may not read the desk's layers. */
export const deskState = signal<'loading' | 'ready' | 'failed' | 'closed'>('loading')
const attempt = signal(0)

export function reopenDesk(): void {
  attempt.value += 1
}

const roles = computed(() => viewer.value?.roles ?? [])
const account = computed(() => viewer.value?.account?.id ?? null)

export interface DeskPlaces {
  readonly panel: HTMLElement
  readonly stage: HTMLElement
}

function contextFor(owner: MapOwner, { panel, stage }: DeskPlaces, signalOfDesk: AbortSignal): DeskContext {
  return {
    map: owner,
    language: store.language,
    theme: store.theme,
    roles,
    account,
    reducedMotion: store.reducedMotion,
    panel,
    stage,
    selected: store.selected,
    signal: signalOfDesk,
    async fetchJson(path, check) {
      try {
        return await fetchJson(path, check, signalOfDesk)
      } catch (error) {
        if (error instanceof RequestError) {
          store.notify({ kind: 'error', text: error.reason, retry: reopenDesk })
        }
        throw error
      }
    },
    async send(write) {
      try {
        return await send(write, signalOfDesk)
      } catch (error) {
        const text = reasonToShow(error)
        if (text) store.notify({ kind: 'error', text })
        if (error instanceof RequestError && error.status === 401) openDialog.value = 'sign-in'
        throw error
      }
    },
    events(kind, onEvent) {
      const stop = followEvents(kind, onEvent)
      signalOfDesk.addEventListener('abort', stop)
      return stop
    },
    extendCard(layer, Section, shown = []) {
      cardSections.value = [...cardSections.value, { layer, Section, shown }]
    },
    openCard(feature) {
      store.selected.value = feature
    },
    closeCard() {
      store.selected.value = null
    },
    notify: store.notify,
    announce(text) {
      store.announcement.value = text[store.language.value]
    },
    printing: store.printing,
    explainPrint(explain) {
      store.printedDesk.value = explain
    },
  }
}

function clear(owner: MapOwner, { panel, stage }: DeskPlaces): void {
  panel.replaceChildren()
  stage.replaceChildren()
  cardSections.value = []
  store.deskLayers.value = []
  store.kindFilters.value = new Map()
  store.printedDesk.value = null
  owner.map.triggerRepaint()
}

async function isClosed(id: DeskId): Promise<boolean> {
  const need = needs[id]
  if (need === undefined) return false
  const { layers } = viewer.peek() ?? (await loadViewer())
  return !layers.includes(need)
}

async function open(id: DeskId, context: DeskContext): Promise<Desk | null> {
  try {
    const closed = await isClosed(id)
    if (context.signal.aborted) return null
    if (closed) {
      deskState.value = 'closed'
      return null
    }
    // The 3D model cannot be drawn either; the page says why.
    if (id === 'terrain3d' && store.mapState.peek() === 'undrawn') {
      deskState.value = 'failed'
      return null
    }
    const [{ default: openDesk }, nearby] = await Promise.all([modules[id](), nearbyOf(id)])
    dropUnclaimed()
    if (context.signal.aborted) return null
    const desk = await openDesk(context)
    if (context.signal.aborted) {
      desk.close()
      return null
    }
    // Below the desk's own sections.
    nearby?.addNearby(context)
    deskState.value = 'ready'
    return desk
  } catch (error) {
    if (isAbort(error) || context.signal.aborted) return null
    deskState.value = 'failed'
    if (!(error instanceof RequestError)) {
      console.error(error)
      store.notify({ kind: 'error', text: messages.errorDesk, retry: reopenDesk })
    }
    return null
  }
}

/** Opens the chosen desk whenever the choice changes. */
export function followDesk(owner: MapOwner, places: DeskPlaces): void {
  let known = viewerChanges.peek()
  effect(() => {
    const id = store.desk.value
    attempt.value
    // A desk is reopened for another viewer and keeps the camera.
    if (viewerChanges.value !== known) owner.keepPlace()
    known = viewerChanges.peek()
    const abort = new AbortController()
    deskState.value = 'loading'
    const opening = open(id, contextFor(owner, places, abort.signal))
    return () => {
      abort.abort()
      void opening.then((desk) => desk?.close()).finally(() => undefined)
      clear(owner, places)
    }
  })
}
