import { CommandError, command } from '../../geodata/command-line/command.ts'
import { overviewPlan } from '../overview/plan.ts'
import { rebuildSome } from '../overview/rebuild.ts'
import { onDatabase } from './database.ts'
import { layersNamed, layersOperand } from './named-layers.ts'

/** Milliseconds of a transaction; tiles are read from the rows until a layer is whole. */
const BUDGET_MS = 1000

/** Makes overviews anew. */
export const overviewsCommand = command({
  name: 'overviews',
  about: {
    zh: '重新生成预先备好的图块（12 级及以下，密集图层至 14 级）',
    en: 'makes the tiles that are kept ready anew (up to zoom 12, of dense layers 14)',
  },
  operands: [layersOperand],
  options: {
    pending: { about: { zh: '只处理尚未完成的部分', en: 'only what is out of date' } },
  },
  async run({ operands: [list], values, language, signal, say }) {
    const ids = layersNamed(list).flatMap(({ id }) => (overviewPlan(id) ? [id] : []))
    if (ids.length === 0) {
      throw new CommandError({
        zh: '这些图层没有概览：其图块总是由数据直接生成。',
        en: 'These layers have no overviews: their tiles are always made from the rows.',
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
