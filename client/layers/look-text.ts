/** Converts opacities and order of layers to texts for the address. */
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'

const ids = drawnLayers.map(({ id }) => id)

/** `parcels-50,buildings-20`; null if there are none. */
export function writeOpacities(opacities: ReadonlyMap<string, number>): string | null {
  return [...opacities].map(([id, percent]) => `${id}-${percent}`).join(',') || null
}

/** Parses opacities in percent from 0 to 99; ignores unknown layers and invalid numbers. */
export function readOpacities(text: string): ReadonlyMap<string, number> | null {
  const found = text.split(',').flatMap((part): [string, number][] => {
    const [, id = '', percent = ''] = /^([a-z_]+)-(\d{1,2})$/.exec(part) ?? []
    return ids.includes(id) ? [[id, Number(percent)]] : []
  })
  return found.length > 0 ? new Map(found) : null
}

const groups = new Map(drawnLayers.map(({ id, group }) => [id, group]))

/** Returns the layers of the rearranged groups, the lowest first; null for the catalogue's order. */
export function writeOrder(order: readonly string[] | null): string | null {
  const moved = new Set((order ?? []).flatMap((id, index) => (id === ids[index] ? [] : [groups.get(id)])))
  return (order ?? []).filter((id) => moved.has(groups.get(id))).join(',') || null
}

/** Parses an order: the named layers are permuted among their places in the catalogue. */
export function readOrder(text: string): readonly string[] | null {
  const named = [...new Set(text.split(','))].filter((id) => ids.includes(id))
  if (named.length === 0) return null
  let next = 0
  return ids.map((id) => (named.includes(id) ? (named[next++] ?? id) : id))
}
