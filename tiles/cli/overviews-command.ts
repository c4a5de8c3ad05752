import { CommandError, command } from '../../geodata/command-line/command.ts'
import { overviewPlan } from '../overview/plan.ts'
import { rebuildSome } from '../overview/rebuild.ts'
import { onDatabase } from './database.ts'
import { layersNamed, layersOperand } from './named-layers.ts'

/** Milliseconds per transaction; tiles are made from rows until a layer is complete. */
const BUDGET_MS = 1000

/** Rebuilds overviews. */
export const overviewsCommand = command({
  name: 'overviews',
  about: {
    zh: '重新生成预先备好的图块（12 级及以下，密集图层至 14 级）',
    en: 'rebuilds stored tiles (up to zoom 12; up to 14 for dense layers)',
  },
  operands: [layersOperand],
  options: {
    pending: { about: { zh: '只处理尚未完成的部分', en: 'only outdated tiles' } },
  },
  async run({ operands: [list], values, language, signal, say }) {
    const ids = layersNamed(list).flatMap(({ id }) => (overviewPlan(id) ? [id] : []))
    if (ids.length === 0) {
      throw new CommandError({
        zh: '这些图层没有概览：其图块总是由数据直接生成。',
        en: 'These layers have no overviews. Their tiles are always made from rows.',
      })
    }
    await onDatabase(async (database) => {
      if (!values.pending) await database.query('select outdate_overviews($1::text[])', [ids])
      while ((await rebuildSome(database, { budgetMs: BUDGET_MS, layerIds: ids })) !== null) {
        signal.throwIfAborted()
      }
      const { rows } = await database.query<{ layer: string; tiles: number; bytes: string }>(
        `select layer, count(*)::integer as tiles, sum(length(tile))::text as bytes
         from tile_overviews where layer = any($1::text[]) group by layer order by layer`,
        [ids],
      )
      for (const { layer, tiles, bytes } of rows) {
        const size = `${(Number(bytes) / 1e6).toFixed(2)} MB`
        say({ zh: `${layer}：${tiles} 个图块，${size}`, en: `${layer}: ${tiles} tiles, ${size}` }[language])
      }
    })
    return undefined
  },
})
