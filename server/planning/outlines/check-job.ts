/** Checks all outlines of a set; an interrupted check continues where it was. */
import { ImportError } from '../../../geodata/import/error.ts'
import {
  type outlineCheckDoneSchema,
  outlineCheckRequestSchema,
} from '../../../geodata/model/answers/planning-outlines.ts'
import type { ServerContext } from '../../context.ts'
import type { Answer } from '../../http/send-json.ts'
import { explain } from '../../jobs/explain.ts'
import type { JobKind } from '../../jobs/worker.ts'
import { checkOutlines, groundOf, rulebookOn } from './check.ts'
import { ownerOf } from './owner.ts'
import { checkedOrdinals, storeResults } from './results.ts'
import { knownSet } from './rows.ts'

type Needed = Pick<ServerContext, 'databaseAs' | 'log'>

/** Outlines that are checked together, by one statement for each layer; two such batches at a time. */
const BATCH = 50
const AT_ONCE = 2

export function checkJob({ databaseAs, log }: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<Answer<typeof outlineCheckDoneSchema>> {
      const { set: id } = outlineCheckRequestSchema.strip().parse(job.input)
      const owner = ownerOf(job)
      const database = databaseAs(owner)
      const set = await knownSet(database, id).catch(() => {
        throw changed
      })
      const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
      const rulebook = await rulebookOn(database, day, (error) =>
        log.warn({ err: error, set: id }, 'a layer of a check could not be computed'),
      )
      const book = { ...rulebook, limited: owner.towns !== undefined }
      const blocked = new Set(
        set.findings?.faults.filter(({ blocks }) => blocks).map(({ outline }) => outline),
      )
      const done = await checkedOrdinals(database, id)
      const all = (set.outlines ?? []).map((outline, ordinal) => ({ ordinal, outline }))
      const left = all.filter(({ ordinal }) => !blocked.has(ordinal) && !done.has(ordinal))
      const total = left.length + done.size
      for (let from = 0; from < left.length; from += BATCH * AT_ONCE) {
        job.signal.throwIfAborted()
        const some = left.slice(from, from + BATCH * AT_ONCE)
        const batches = [some.slice(0, BATCH), some.slice(BATCH)].filter((batch) => batch.length > 0)
        const checks = (
          await Promise.all(batches.map((batch) => checkOutlines(database, id, batch, book)))
        ).flat()
        const grounds = some.map(({ outline }) => groundOf(outline))
        if (!(await storeResults(database, set, checks, grounds))) throw changed
        const count = done.size + from + some.length
        job.onProgress(
          { zh: `已检查 ${count} / ${total}`, en: `Checked ${count} of ${total}` },
          count / total,
        )
      }
      return { set: id, checked: total }
    },
  }
}

const changed = new ImportError({
  zh: '红线在检查期间已被修改或删除，请重新检查。',
  en: 'The outlines were changed or deleted during the check: check them again.',
})
