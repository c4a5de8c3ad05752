import { beforeAll, expect, it } from 'vitest'
import { publicViewer } from '../../../../geodata/access/viewer.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import { commonItemsQuery } from '../../../../server/features/select/filters.ts'
import { MatchCounter } from '../../../../server/features/select/matched.ts'
import { readSelection } from '../../../../server/features/select/selection.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { loadFixture } from '../../serve.ts'

describeOnPostgis('counting what matches', (db) => {
  beforeAll(() => loadFixture(db()))
  const layer = findLayer('water')
  if (layer === undefined) throw new Error('the catalogue has no water')
  const selection = readSelection(layer, commonItemsQuery.parse({}))

  it('counts exactly, and estimates if that exceeds the time limit', async () => {
    const counted = await new MatchCounter().matched(db(), selection, publicViewer)
    expect(counted).toEqual({ numberMatched: 250 })
    const hasty = new MatchCounter(() => AbortSignal.abort())
    expect(await hasty.matched(db(), selection, publicViewer)).toEqual({ numberMatchedEstimate: 250 })
  })
})
