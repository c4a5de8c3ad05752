import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { generateInThread, type SampleAreas } from '../../../geodata/sample/generate.ts'
import { storeSample } from '../../../geodata/sample/index.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { declareGreenwayTests } from './greenway.ts'
import { declareGroundTests } from './ground.ts'
import { declareMadeTests } from './made.ts'
import { declarePatrolTests } from './patrol.ts'
import { declarePlanningTests } from './planning.ts'

const now = new Date('2026-03-02T04:05:06Z')
/** Generated once for all tests below. */
let made: Promise<SampleAreas> | undefined
const sample = () => {
  made ??= generateInThread(now)
  return made
}

describe('the generated sample', () => declareMadeTests(sample, now))

describeOnDatabase('the stored sample', (db) => {
  beforeAll(async () => {
    await storeSample(db(), await sample())
    await db().query('analyze')
  }, 120_000)

  const counts = async () => {
    const tables = [...catalogue.map(({ id }) => id), 'imports', 'terrain_sources', 'terrain_tiles']
    const parts = tables.map((table) => `select '${table}' as t, count(*)::int as n from ${table}`)
    const { rows } = await db().query<{ t: string; n: number }>(parts.join(' union all '))
    return Object.fromEntries(rows.map(({ t, n }) => [t, n]))
  }

  describe('ground', () => declareGroundTests(db))
  describe('greenways', () => declareGreenwayTests(db))
  describe('planning', () => declarePlanningTests(db))
  describe('patrol', () => declarePatrolTests(db, now))

  it('is not duplicated when it is stored again', async () => {
    const before = await counts()
    expect(Object.entries(before).filter(([, n]) => n === 0)).toEqual([])
    await storeSample(db(), await sample())
    expect(await counts()).toEqual(before)
  }, 120_000)
})
