/** Makes a published style, whose addresses are relative to its folder, one that MapLibre can draw. */
import type { StyleSpecification } from 'maplibre-gl'
import { addProtocol } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

const SCHEME = 'pmtiles://'
let registered = false

function registerArchives(): void {
  if (registered) return
  registered = true
  addProtocol('pmtiles', new Protocol().tile)
}

/** Resolves the addresses of archives, sprites and type against the folder, and lets archives be read. */
export function completeStyle(style: StyleSpecification, folder: string): StyleSpecification {
  registerArchives()
  const absolute = (address: string) =>
    address.startsWith(SCHEME)
      ? `${SCHEME}${new URL(address.slice(SCHEME.length), folder).href}`
      : new URL(address, folder).href
  return JSON.parse(JSON.stringify(style), (key, value: unknown) =>
    (key === 'url' || key === 'sprite') && typeof value === 'string' ? absolute(value) : value,
  ) as StyleSpecification
}
