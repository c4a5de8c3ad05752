import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { readOpacities, readOrder, writeOpacities, writeOrder } from '../../../client/layers/look-text.ts'
import { scaled } from '../../../client/map/layer-paint.ts'
import { applyState, type StyleState } from '../../../client/map/style-state.ts'
import { drawnLayers } from '../../../geodata/model/drawn-layers.ts'
import { composeStyle } from '../../../tiles/style/style.ts'

const style = composeStyle({ theme: 'day', language: 'zh', base: 'http://127.0.0.1:8080' })
const ids = drawnLayers.map(({ id }) => id)
const state: StyleState = {
  visible: new Set(ids),
  kinds: new Map(),
  relief: true,
  terrain: false,
  solid: false,
  selection: { type: 'FeatureCollection', features: [] },
}

test('an opacity multiplies the style’s opacity at every zoom', () => {
  expect(scaled(undefined, 0.5)).toBe(0.5)
  expect(scaled(0.6, 0.5)).toBe(0.3)
  expect(scaled(['interpolate', ['linear'], ['zoom'], 8, 0.5, 12, 1], 0.5)).toEqual([
    ...['interpolate', ['linear'], ['zoom']],
    ...[8, 0.25, 12, 0.5],
  ])
  expect(scaled(['step', ['zoom'], 0.2, 12, ['get', 'x']], 0.5)).toEqual([
    ...['step', ['zoom'], 0.1, 12],
    ['*', 0.5, ['get', 'x']],
  ])
})

test('every layer can be made translucent without changing others', () => {
  for (const id of ids) {
    const styled = applyState(style, { ...state, opacities: new Map([[id, 40]]) })
    expect(validateStyleMin(styled).map(({ message }) => message)).toEqual([])
    const before = applyState(style, state).layers
    for (const [index, layer] of styled.layers.entries()) {
      const isOwn = layer.id.startsWith(`${id}:`)
      const isChanged = JSON.stringify(layer) !== JSON.stringify(before[index])
      expect(isChanged, `${layer.id} with ${id}`).toBe(isOwn)
    }
  }
})

test('a layer can be moved above another one of its group, but not above roads, without moving others', () => {
  const drawn = (order: readonly string[] | null) =>
    applyState(style, { ...state, order }).layers.map(({ id }) => id)
  const before = drawn(null)
  expect(before.indexOf('parcels:fill')).toBeLessThan(before.indexOf('control_lines:hatch'))
  const order = ids.filter((id) => id !== 'parcels')
  order.splice(order.indexOf('control_lines') + 1, 0, 'parcels')
  const after = drawn(order)
  expect(after.indexOf('parcels:fill')).toBeGreaterThan(after.indexOf('control_lines:hatch'))
  expect(after.indexOf('parcels:fill')).toBeLessThan(after.indexOf('roads:ground'))
  expect(after.indexOf('parcels:code')).toBeGreaterThan(after.indexOf('facilities:icon'))
  expect([...after].sort()).toEqual([...before].sort())
  const others = (list: readonly string[]) => list.filter((id) => !/^(parcels|control_lines|plans):/.test(id))
  expect(others(after)).toEqual(others(before))
})

test('opacities and order are restored from the address', () => {
  const opacities = new Map([
    ['parcels', 50],
    ['control_lines', 5],
  ])
  expect(writeOpacities(opacities)).toBe('parcels-50,control_lines-5')
  expect(readOpacities('parcels-50,control_lines-5')).toEqual(opacities)
  expect(readOpacities('nothing-50,parcels-500')).toBeNull()
  expect(writeOpacities(new Map())).toBeNull()
  const swapped = (one: string, other: string) =>
    ids.map((id) => (id === one ? other : id === other ? one : id))
  for (const order of [swapped('parcels', 'plans'), swapped('roads', 'water')]) {
    expect(readOrder(writeOrder(order) ?? '')).toEqual(order)
  }
  expect(writeOrder(swapped('parcels', 'plans'))).toBe('plans,control_lines,parcels,coverages')
  expect(writeOrder(ids)).toBeNull()
  expect(readOrder('nothing')).toBeNull()
  expect(readOrder('parcels,nothing')).toEqual(ids)
})
