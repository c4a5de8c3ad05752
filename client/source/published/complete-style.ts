/** Completes a published style, whose URLs are relative to its folder, for MapLibre. */
import type { StyleSpecification } from 'maplibre-gl'
import { addProtocol } from 'maplibre-gl'
import { PMTiles, Protocol, ResolvedValueCache } from 'pmtiles'
import { lazy } from '../../../geodata/model/memo.ts'

const SCHEME = 'pmtiles://'
const protocol = lazy(() => {
  const made = new Protocol()
  addProtocol('pmtiles', made.tile)
  return made
})

/** Lets MapLibre read an archive. Its cache keeps no failures, so that failed requests can be repeated. */
function openArchive(address: string): void {
  if (!protocol().get(address)) protocol().add(new PMTiles(address, new ResolvedValueCache()))
}

/** Resolves the URLs of archives, sprites and fonts against the folder, and registers the archives. */
export function completeStyle(style: StyleSpecification, folder: string): StyleSpecification {
  const absolute = (address: string) => {
    if (!address.startsWith(SCHEME)) return new URL(address, folder).href
    const archive = new URL(address.slice(SCHEME.length), folder).href
    openArchive(archive)
    return `${SCHEME}${archive}`
  }
  return JSON.parse(JSON.stringify(style), (key, value: unknown) =>
    (key === 'url' || key === 'sprite') && typeof value === 'string' ? absolute(value) : value,
  ) as StyleSpecification
}
