import type { TileServer } from './server.ts'

/**
 * A running tile server, from `name=address`: the address of its parcels, to which /z/x/y is appended, or a
 * template with {z}, {x}, {y} and optionally {layers}. Throws RangeError for anything else.
 */
export function peerAtUrl(option: string): TileServer {
  const [, name, address] = /^([\w-]+)=(https?:\/\/.+)$/.exec(option) ?? []
  if (name === undefined || address === undefined || !URL.canParse(address))
    throw new RangeError(`--peer should be name=http://…, but was "${option}"`)
  const { origin } = new URL(address)
  const rest = address.slice(origin.length).replace(/\/$/, '')
  const template = rest.includes('{z}') ? rest : `${rest}/{z}/{x}/{y}`
  return {
    name,
    origin,
    path: (layers, { z, x, y }) => {
      if (!template.includes('{layers}') && layers.join() !== 'parcels') return undefined
      const values: Readonly<Record<string, string | number>> = { layers: layers.join(), z, x, y }
      return template.replaceAll(/\{(layers|z|x|y)\}/g, (_, key: string) => String(values[key]))
    },
    stop: async () => undefined,
  }
}
