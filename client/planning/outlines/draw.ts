/** Draws an outline on the map, with snapping to corners of parcels and control lines. Loaded when drawing starts. */
import type { MapGeoJSONFeature } from 'maplibre-gl'
import { TerraDraw, TerraDrawPolygonMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { DeskContext } from '../../desk.ts'

type Position = [number, number]

/** Pixels within which a corner snaps. */
const REACH = 14
const SNAPPED = new Set(['parcels', 'control_lines'])

/** Resolves with the parts of the drawn outline; null if the reader ended it or left the desk. */
export function drawOutline(context: DeskContext, ended: AbortSignal): Promise<Position[][][] | null> {
  const { map } = context.map
  if (ended.aborted) return Promise.resolve(null)
  return new Promise((resolve) => {
    const mode = new TerraDrawPolygonMode({
      snapping: { toCustom: (event) => nearest(context, event.lng, event.lat) },
    })
    const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: [mode] })
    // Otherwise the same click would open the card of a parcel; drawing listens to pointers.
    const container = map.getContainer()
    const onClick = (event: MouseEvent) => event.stopPropagation()
    const end = (parts: Position[][][] | null) => {
      // The click of the last corner comes after its pointer event.
      setTimeout(() => container.removeEventListener('click', onClick, true))
      ended.removeEventListener('abort', onLeave)
      context.signal.removeEventListener('abort', onLeave)
      draw.stop()
      resolve(parts)
    }
    const onLeave = () => end(null)
    container.addEventListener('click', onClick, true)
    draw.start()
    draw.setMode('polygon')
    draw.on('finish', (id) => {
      const geometry = draw.getSnapshotFeature(id)?.geometry
      end(geometry?.type === 'Polygon' ? [geometry.coordinates as Position[][]] : null)
    })
    ended.addEventListener('abort', onLeave)
    context.signal.addEventListener('abort', onLeave)
  })
}

/** Returns the nearest corner of a parcel or control line within reach. */
function nearest({ map: { map } }: DeskContext, longitude: number, latitude: number): Position | undefined {
  const at = map.project([longitude, latitude])
  const box: [[number, number], [number, number]] = [
    [at.x - REACH, at.y - REACH],
    [at.x + REACH, at.y + REACH],
  ]
  let best: { readonly corner: Position; readonly distance: number } | undefined
  for (const feature of map.queryRenderedFeatures(box).filter(isSnapped))
    for (const corner of cornersOf(feature)) {
      const { x, y } = map.project(corner)
      const distance = Math.hypot(x - at.x, y - at.y)
      if (distance <= REACH && distance < (best?.distance ?? Infinity)) best = { corner, distance }
    }
  return best?.corner
}

const isSnapped = ({ sourceLayer }: MapGeoJSONFeature): boolean => SNAPPED.has(sourceLayer ?? '')

function cornersOf({ geometry }: MapGeoJSONFeature): Position[] {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : geometry.type === 'LineString'
          ? [geometry.coordinates]
          : []
  return rings.flat().map(([x = 0, y = 0]): Position => [Number(x.toFixed(9)), Number(y.toFixed(9))])
}
