import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CellFile } from '../../../../geodata/import/dem/cell-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-cells-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  [1, 1],
  [511, 65],
  [1300, 200],
])('every cell of %i by %i has the written value', (width, height) => {
  const values = Float32Array.from({ length: width * height }, (_, i) => i % 7001)
  const path = join(folder, `${width}`)
  writeFileSync(path, values)
  const cells = new CellFile(path, width, height)
  for (let i = 0; i < values.length; i++) {
    if (cells.at(i % width, Math.floor(i / width)) !== values[i]) expect.fail(`cell ${i}`)
  }
  cells.close()
  expect(() => new CellFile(path, width, height).at(width - 1, height - 1)).not.toThrow()
})

test('reads blocks again that are no longer in memory', () => {
  const [width, height] = [512, 64 * 300]
  const path = join(folder, 'tall')
  writeFileSync(
    path,
    Float32Array.from({ length: width * height }, (_, i) => Math.floor(i / width)),
  )
  const cells = new CellFile(path, width, height)
  for (const row of [0, 64 * 299, 64 * 150, 0, 64 * 299]) expect(cells.at(17, row)).toBe(row)
  for (let row = 0; row < height; row += 64) expect(cells.at(3, row)).toBe(row)
  for (let row = 0; row < height; row += 64) expect(cells.at(500, row + 5)).toBe(row + 5)
  cells.close()
})
