/** The reader's choices for drawing layers: opacity, and order within their group; kept in the address. */
import { signal } from '@preact/signals'
import { type DrawnLayer, drawnLayers } from '../../geodata/model/drawn-layers.ts'
import { keepInAddress } from '../address.ts'
import { readOpacities, readOrder, writeOpacities, writeOrder } from './look-text.ts'

/** Percent by layer id; missing layers are drawn as in the style. */
export const opacities = signal<ReadonlyMap<string, number>>(new Map())
/** All layers in drawing order, the lowest first; null for the catalogue's order. */
export const drawingOrder = signal<readonly string[] | null>(null)

keepInAddress('opacity', opacities, { write: writeOpacities, read: readOpacities })
keepInAddress('order', drawingOrder, { write: writeOrder, read: readOrder })

export function chooseOpacity(id: string, percent: number): void {
  const next = new Map(opacities.peek())
  if (percent >= 100) next.delete(id)
  else next.set(id, percent)
  opacities.value = next
}

const catalogueOrder = drawnLayers.map(({ id }) => id)

/** Returns the layers in the order of the list: the topmost of a group first. */
export function listed(layers: readonly DrawnLayer[]): readonly DrawnLayer[] {
  const order = drawingOrder.value ?? catalogueOrder
  return [...layers].sort((one, other) => order.indexOf(other.id) - order.indexOf(one.id))
}

/** Moves a layer to another place in a list. */
export function move(list: readonly DrawnLayer[], id: string, to: number): void {
  const ids = list.map((layer) => layer.id)
  const from = ids.indexOf(id)
  if (from === -1 || to < 0 || to >= ids.length || from === to) return
  ids.splice(from, 1)
  ids.splice(to, 0, id)
  const lowestFirst = [...ids].reverse()
  const order = drawingOrder.peek() ?? catalogueOrder
  let next = 0
  drawingOrder.value = order.map((one) => (ids.includes(one) ? (lowestFirst[next++] ?? one) : one))
}

export function resetLook(): void {
  opacities.value = new Map()
  drawingOrder.value = null
}
