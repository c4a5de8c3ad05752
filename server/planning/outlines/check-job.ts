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
import { checkOutline, groundOf, rulesOn } from './check.ts'
import { checkedOrdinals, storeResults } from './results.ts'
import { knownSet } from './rows.ts'

type Needed = Pick<ServerContext, 'databaseAs' | 'log'>

/** Outlines whose results are stored together; they are checked two at a time. */
const CHUNK = 20
const AT_ONCE = 2

export function checkJob({ databaseAs, log }: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<Answer<typeof outlineCheckDoneSchema>> {
      const { set: id } = outlineCheckRequestSchema.parse(job.input)
      const database = databaseAs({ role: 'planner', ...(job.account !== 0 && { account: job.account }) })
      const set = await knownSet(database, id).catch(() => {
        throw changed
      })
      const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
      const onError = (error: unknown) =>
        log.warn({ err: error, set: id }, 'a layer of a check could not be computed')
      const book = { day, rules: await rulesOn(database, day), onError }
      const blocked = new Set(
        set.findings?.faults.filter(({ blocks }) => blocks).map(({ outline }) => outline),
      )
      const done = await checkedOrdinals(database, id)
      const all = (set.outlines ?? []).map((outline, ordinal) => ({ set: id, ordinal, outline }))
      const left = all.filter(({ ordinal }) => !blocked.has(ordinal) && !done.has(ordinal))
      const total = left.length + done.size
      for (let from = 0; from < left.length; from += CHUNK) {
        job.signal.throwIfAborted()
        const chunk = left.slice(from, from + CHUNK)
        const checks = await inTurns(chunk, AT_ONCE, async (one) => ({
          check: await checkOutline(database, one, book),
          ground: groundOf(one.outline),
        }))
        if (!(await storeResults(database, set, checks))) throw changed
        const count = done.size + from + chunk.length
        job.onProgress(
          { zh: `已检查 ${count} / ${total}`, en: `Checked ${count} of ${total}` },
          count / total,
        )
      }
      return { set: id, checked: total }
    },
  }
}

/** Works on items, some at a time, and returns the results in order. */
async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let from = 0; from < items.length; from += atOnce)
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))))
  return results
}

const changed = new ImportError({
  zh: '红线在检查期间已被修改或删除，请重新检查。',
  en: 'The outlines were changed or deleted during the check: check them again.',
})
