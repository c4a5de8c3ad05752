import { expect, it } from 'vitest'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { landUseDetails, landUseOfDetail } from '../../../geodata/model/land-use-details.ts'

it('has a class of level 2 over each class of level 3, and titles that no other class has', () => {
  const titles = [...landUseClasses.values()].map(({ title }) => title.zh)
  for (const [code, { title }] of Object.entries(landUseDetails)) {
    expect(code).toMatch(/^\d{6}$/)
    expect(landUseClasses.has(landUseOfDetail(code) ?? ''), code).toBe(true)
    expect(titles).not.toContain(title.zh)
    titles.push(title.zh)
  }
  expect(landUseOfDetail('0701')).toBeUndefined()
  expect(landUseOfDetail('070199')).toBeUndefined()
  expect(landUseOfDetail('toString')).toBeUndefined()
})
