/** Layers with the properties that a viewer reads. */
import { expect, it } from 'vitest'
import { viewerRoles } from '../../../geodata/access/viewer.ts'
import { readsProperty, visibleLayer } from '../../../geodata/access/visible-layer.ts'
import { catalogue, findLayer, tileProperties } from '../../../geodata/model/catalogue.ts'
import { crs84 } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { newFeatureSchema, readInput } from '../../../server/features/edit/feature-input.ts'
import { updateQuery } from '../../../server/features/edit/write-sql.ts'

const parcels = findLayer('parcels') as Layer

it('have holders for planners and administrators', () => {
  const readers = viewerRoles.filter((role) => readsProperty({ role }, 'parcels', 'holder'))
  expect(readers).toEqual(viewerRoles.filter((role) => /planner|admin/.test(role)))
  expect(visibleLayer({ role: 'lead' }, parcels)).toBe(visibleLayer({ role: 'lead' }, parcels))
  expect(visibleLayer({ role: 'planner' }, parcels)).toBe(parcels)
})

it('have no restricted property in tiles', () => {
  for (const layer of catalogue) expect(tileProperties(layer).filter(({ readBy }) => readBy)).toEqual([])
})

it('leave what a writer cannot read as it is, also when the feature is replaced', () => {
  const properties = { parcel_code: 'p', land_use: '0701', state: 'built', tenure: 'G' }
  const body = (more: object) => ({
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    properties: { ...properties, ...more },
  })
  const replaced = (layer: Layer, more = {}) => {
    const { values } = readInput(layer, newFeatureSchema(layer), body(more), {
      handling: undefined,
      representation: false,
    })
    return String(updateQuery(layer, '1', { values, geometry: undefined }, crs84, true).text)
  }
  // A role that may write parcels, but not read holders.
  const unread = visibleLayer({ role: 'lead' }, parcels)
  expect(replaced(parcels)).toContain('"holder"')
  expect(replaced(unread)).not.toMatch(/"holder"|t::text/)
  expect(() => replaced(unread, { holder: '某公司' })).toThrow('properties.holder')
})
