import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue, findLayer, tileProperties } from '../../geodata/model/catalogue.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { layerStyles } from '../../tiles/style/layer-styles.ts'
import { projectRoot } from './source-files.ts'

test.each(drawnLayers.filter((layer) => !findLayer(layer.id)).map((layer) => [layer.id, layer] as const))(
  '%s, which has no table, is whole',
  (id, layer) => {
    for (const text of [layer.title, layer.description]) {
      expect(text.zh).toMatch(/\p{Script=Han}/u)
      expect(text.en).toMatch(/[A-Za-z]/)
    }
    expect(existsSync(join(projectRoot, 'tiles', id)), `tiles/${id} draws it`).toBe(true)
    expect(existsSync(join(projectRoot, 'tiles/sql', `${id}.sql`))).toBe(false)
    for (const theme of ['day', 'night'] as const) {
      const context = { theme, language: 'zh', colours: tokens.map[theme] } as const
      expect(layerStyles[id]?.parts(context).length).toBeGreaterThan(0)
      expect(layerStyles[id]?.legend(context).length).toBeGreaterThan(0)
    }
  },
)

test.each(catalogue.map((layer) => [layer.id, layer] as const))('%s is whole', async (id, layer) => {
  for (const text of [layer.title, layer.description]) {
    expect(text.zh).toMatch(/\p{Script=Han}/u)
    expect(text.en).toMatch(/[A-Za-z]/)
  }
  const sql = join(projectRoot, 'tiles/sql', `${id}.sql`)
  expect(existsSync(sql), `${sql} is missing`).toBe(true)
  const style = join(projectRoot, 'tiles/style', `${id}.ts`)
  expect(existsSync(style), `${style} is missing`).toBe(true)
  for (const theme of ['day', 'night'] as const) {
    const context = { theme, language: 'zh', colours: tokens.map[theme] } as const
    expect(layerStyles[id]?.parts(context).length, `${id} is drawn`).toBeGreaterThan(0)
    const legend = layerStyles[id]?.legend(context) ?? []
    expect(legend.length, `${id} has a legend`).toBeGreaterThan(0)
    for (const entry of legend) expect(Object.values(entry.title).every(Boolean)).toBe(true)
  }
  for (const property of tileProperties(layer)) {
    expect(readFileSync(sql, 'utf8'), `${id}.sql selects ${property.name}`).toMatch(
      new RegExp(`\\b${property.name}\\b`),
    )
  }
  for (const property of layer.properties) {
    if (property.codes && property.codes !== 'land_use') expect(codeLists).toHaveProperty(property.codes)
  }
  expect(layer.properties.map((property) => property.name)).toContain(layer.label)
})
