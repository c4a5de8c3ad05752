/** The page around the map. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { FeatureCard } from '../card/feature-card.tsx'
import type { CardFeature } from '../desk.ts'
import { ImportOffer } from '../import/import-offer.tsx'
import { ImportPlace } from '../import/import-place.tsx'
import { importOpen, ownImportKinds } from '../import/open-import.ts'
import { LayerList } from '../layers/layer-list.tsx'
import { extentOf } from '../map/extent.ts'
import type { MapOwner } from '../map/map-owner.ts'
import { createMapOwner } from '../map/map-owner.ts'
import { deskTitles, messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { source } from '../source/chosen.ts'
import { isOffline } from '../source/connection.ts'
import { desk, language, layersOpen, mapState, openTitle, selected } from '../store.ts'
import { loadAbout } from './about.ts'
import { DeskClosed } from './desk-closed.tsx'
import { type DeskPlaces, deskState, followDesk, heavyDesks, reopenDesk } from './desk-host.ts'
import { Dialogs } from './dialogs.tsx'
import { MapControls } from './map-controls.tsx'
import { openingView, placeOf } from './opening.ts'
import { followPrintCommand } from './printed-map.ts'
import { PublishedNote } from './published-note.tsx'
import { Sheet } from './sheet.tsx'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'
import { Toolbar } from './toolbar.tsx'

/** Zoom for a place without an extent. */
const PLACE_ZOOM = 16

/** Milliseconds until the map is visible after the 3D desk closes. */
const HANDOVER = 80

/** Leaves a desk that covers the map and does not show the place itself. */
async function showMap(owner: MapOwner, longitude: number, latitude: number): Promise<void> {
  if (owner.isShown(longitude, latitude)) return
  owner.keepPlace()
  desk.value = 'greenway'
  await new Promise((resolve) => window.setTimeout(resolve, HANDOVER))
}

async function goTo(owner: MapOwner, hit: SearchHit): Promise<void> {
  await showMap(owner, hit.lon, hit.lat)
  if (hit.bbox && hit.bbox[2] - hit.bbox[0] > 1e-4) owner.fitBounds(hit.bbox)
  else owner.flyTo({ center: [hit.lon, hit.lat], zoom: PLACE_ZOOM })
  if (hit.layer === null || hit.feature_id === null) return
  const found = { layer: hit.layer, id: hit.feature_id }
  selected.value = found
}

async function zoomTo(owner: MapOwner, feature: CardFeature): Promise<void> {
  const [west, south, east, north] = extentOf(feature.geometry)
  await showMap(owner, (west + east) / 2, (south + north) / 2)
  owner.show(placeOf(feature))
}

/** Starts the map in its element. If it cannot be drawn, everything else works without it. */
async function startMap(container: HTMLElement): Promise<MapOwner> {
  try {
    return createMapOwner(container, openingView())
  } catch (error) {
    console.error(error)
    mapState.value = 'undrawn'
    const { createUndrawnMap } = await import('../map/undrawn-map.ts')
    return createUndrawnMap(container)
  }
}

/** Explains once, in the place of the map, what to switch on. */
function NoMap() {
  const spoken = language.value
  return (
    <section class="no-map" aria-label={say(messages.map, spoken)}>
      <h2>{say(messages.noMapTitle, spoken)}</h2>
      <p>{say(messages.noMapText, spoken)}</p>
      <p class="muted small">{say(messages.noMapHow, spoken)}</p>
    </section>
  )
}

function DeskStatus() {
  if (deskState.value === 'ready') return null
  if (deskState.value === 'closed') return <DeskClosed />
  if (deskState.value === 'loading') {
    return (
      <div class="skeleton" role="status" aria-label={say(messages.loading, language.value)}>
        <span />
        <span />
        <span />
      </div>
    )
  }
  if (mapState.value === 'undrawn' && desk.value === 'terrain3d')
    return <p class="muted">{say(messages.noMapHow, language.value)}</p>
  return (
    <div class="empty">
      <Icon name="warning" size={28} />
      <p>{say(messages.errorDesk, language.value)}</p>
      <button type="button" class="button" onClick={reopenDesk}>
        {say(messages.retry, language.value)}
      </button>
    </div>
  )
}

/** Opens the desk; one with large libraries waits until the map has painted. */
function openDesks(owner: MapOwner, places: DeskPlaces): void {
  const openDesk = () => {
    if (source.offers.desks) followDesk(owner, places)
    else deskState.value = 'ready'
  }
  if (mapState.peek() === 'undrawn') {
    void loadAbout()
    openDesk()
    return
  }
  followPrintCommand(owner.map)
  const waits = !source.offers.desks || heavyDesks.includes(desk.peek())
  if (!waits) openDesk()
  void owner.map.once('idle', () => {
    void loadAbout()
    if (waits) openDesk()
  })
}

export function App() {
  const owner = useSignal<MapOwner | null>(null)
  const mapElement = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!mapElement.current || !stage.current || !panel.current) return
    const places = { stage: stage.current, panel: panel.current }
    void startMap(mapElement.current).then((started) => {
      owner.value = started
      openDesks(started, places)
    })
  }, [])

  const spoken = language.value
  const [open, at] = [openTitle.value, desk.value]
  useEffect(() => {
    const parts = open ? [open, deskTitles[at][spoken], say(messages.product, spoken)] : null
    document.title = parts ? parts.join(' · ') : say(messages.productLong, spoken)
  }, [spoken, open, at])

  const isImporting = importOpen.value && ownImportKinds.value.length > 0
  const toggleLayers = () => {
    layersOpen.value = !layersOpen.value
  }
  const closeLayers = () => {
    layersOpen.value = false
  }
  return (
    <>
      <a class="skip" href="#panel">
        {say(messages.skip, spoken)}
      </a>
      <Toolbar />
      <main class="main">
        <div class="map" ref={mapElement} />
        {mapState.value === 'undrawn' && <NoMap />}
        <div class="stage" ref={stage} />
        {mapState.value === 'loading' && <div class="progress" role="presentation" />}
        <SearchBox onChoose={(hit) => owner.value && void goTo(owner.value, hit)} />
        <Sheet
          label={`${say(source.offers.desks ? deskTitles[desk.value] : messages.publishedTitle, spoken)} · ${say(messages.panel, spoken)}`}
        >
          <div class="sheet-body" hidden={selected.value !== null || isImporting}>
            <DeskStatus />
            {!source.offers.desks && <PublishedNote />}
            {desk.value === 'planning' && <ImportOffer />}
            <div class="desk" ref={panel} />
          </div>
          {isImporting && owner.value && (
            <div class="sheet-body" hidden={selected.value !== null}>
              <ImportPlace map={owner.value} />
            </div>
          )}
          {selected.value && (
            <div class="sheet-body">
              <FeatureCard onZoom={(feature) => owner.value && void zoomTo(owner.value, feature)} />
            </div>
          )}
        </Sheet>
        {owner.value && mapState.value !== 'undrawn' && (
          <MapControls owner={owner.value} layersOpen={layersOpen.value} onLayers={toggleLayers} />
        )}
        {layersOpen.value && <LayerList map={owner.value?.map} onClose={closeLayers} />}
        {isOffline.value && (
          <p class="offline" role="status">
            {say(messages.offline, spoken)}
          </p>
        )}
        <StatusBar />
        <Toasts />
        <Dialogs map={owner.value} />
      </main>
    </>
  )
}
