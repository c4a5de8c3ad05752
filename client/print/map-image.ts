/** Draws the map again, at the size and the resolution of paper. */
import { MapLibreMap, type StyleSpecification } from 'maplibre-gl'
import { type ValuesInView, valuesInView } from './legend-in-view.ts'
import { MM_PER_PIXEL, type PageSize, zoomOf } from './paper.ts'

/** Pixels per CSS pixel: about 200 dpi, fewer if the graphics card's limit is lower. */
const DOTS = 2.1
const LONGEST_SIDE = 4096

export interface MapImage {
  /** URL of a PNG. */
  readonly url: string
  readonly values: ValuesInView
  /** Whether it shows synthetic data. */
  readonly synthetic: boolean
}

interface Wanted {
  readonly frame: PageSize
  /** The denominator of the scale at the centre. */
  readonly scale: number
  readonly center: readonly [longitude: number, latitude: number]
  /** Degrees clockwise from north. */
  readonly bearing: number
}

/** Removes terrain, because heights would distort the scale. */
function withoutTerrain({ terrain, sky, ...style }: StyleSpecification): StyleSpecification {
  return style
}

/** Draws the content of `shown` from above. Throws the signal's reason if aborted. */
export async function drawMap(shown: MapLibreMap, wanted: Wanted, signal: AbortSignal): Promise<MapImage> {
  const { frame, scale, center, bearing } = wanted
  const container = document.createElement('div')
  container.className = 'print-canvas'
  container.style.width = `${frame.width / MM_PER_PIXEL}px`
  container.style.height = `${frame.height / MM_PER_PIXEL}px`
  document.body.append(container)
  const longest = Math.max(frame.width, frame.height) / MM_PER_PIXEL
  const map = new MapLibreMap({
    container,
    style: withoutTerrain(shown.getStyle()),
    center: [center[0], center[1]],
    zoom: zoomOf(scale, center[1]),
    bearing,
    pitch: 0,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: Math.min(DOTS, LONGEST_SIDE / longest),
    canvasContextAttributes: { preserveDrawingBuffer: true },
  })
  // Images added at run time are not in the style.
  map.on('styleimagemissing', ({ id }) => {
    const image = shown.getImage(id)
    if (image && !map.hasImage(id)) {
      map.addImage(id, image.data, { pixelRatio: image.pixelRatio, sdf: image.sdf })
    }
  })
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      void map.once('idle', () => resolve())
    })
    signal.throwIfAborted()
    const values = valuesInView(map)
    const synthetic = map.queryRenderedFeatures({ filter: ['==', ['get', 'synthetic'], true] }).length > 0
    const blob = await new Promise<Blob | null>((resolve) => map.getCanvas().toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('The canvas gave no picture')
    return { url: URL.createObjectURL(blob), values, synthetic }
  } finally {
    map.remove()
    container.remove()
  }
}
