/** Golden tiles: decoded, one feature a line, so that a change is readable in the diff. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DecodedTile } from './tile-geometry.ts'

const folder = fileURLToPath(new URL('../golden/', import.meta.url))

export const rewriting = process.env.UPDATE_GOLDEN === '1'

export function writeGolden(name: string, tile: DecodedTile): void {
  const layers = Object.entries(tile).map(([layer, features]) => {
    const lines = features.map((feature) => `    ${JSON.stringify(feature)}`)
    return `  ${JSON.stringify(layer)}: [\n${lines.join(',\n')}\n  ]`
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}${name}.json`, `{\n${layers.join(',\n')}\n}\n`)
}

export function readGolden(name: string): DecodedTile {
  const path = `${folder}${name}.json`
  if (!existsSync(path)) throw new Error(`${path} is missing: run UPDATE_GOLDEN=1 npx vitest run tests/tiles`)
  return JSON.parse(readFileSync(path, 'utf8'))
}
