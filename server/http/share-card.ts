/** What networks show for a link to the map (https://ogp.me): a picture of the place in the address. */
import { escaped } from './html.ts'

const [WIDTH, HEIGHT] = [1200, 630]
/** Pixels of a tile of MapLibre. */
const TILE = 512
/** Zoom levels whose area a picture can show. */
const [FARTHEST, NEAREST] = [11, 19]

/** Returns the box that a window of the card's size shows; null for an address without a place. */
function boxOf(at: string | null): string | null {
  const form = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)(,|$)/.exec(at ?? '')
  if (form === null) return null
  const [lon, lat, zoom] = form.slice(1, 4).map(Number) as [number, number, number]
  if (Math.abs(lon) > 179 || Math.abs(lat) > 84) return null
  const degrees = 360 / (TILE * 2 ** Math.min(NEAREST, Math.max(FARTHEST, zoom)))
  const [dx, dy] = [(WIDTH / 2) * degrees, (HEIGHT / 2) * degrees * Math.cos((lat * Math.PI) / 180)]
  return [lon - dx, lat - dy, lon + dx, lat + dy].map((value) => value.toFixed(5)).join()
}

/**
 * Returns elements for the head of the page: the address of a map picture, if the query of the page's address names
 * a place. `base`: address of the server.
 */
export function shareCard(base: string, query: URLSearchParams): string {
  const box = boxOf(query.get('at'))
  if (box === null) return ''
  const layers = 'land_cover,water,buildings,roads,greenways'
  const size = { width: String(WIDTH), height: String(HEIGHT) }
  const picture = `${base}/pictures/map?${new URLSearchParams({ bbox: box, layers, ...size })}`
  return `<meta property="og:image" content="${escaped(picture)}">
<meta property="og:image:width" content="${WIDTH}"><meta property="og:image:height" content="${HEIGHT}">
<meta name="twitter:card" content="summary_large_image">`
}
