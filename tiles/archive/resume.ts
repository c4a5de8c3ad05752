/** Resumes an interrupted build if its tiles are still valid. */
import { tileIdToZxy } from 'pmtiles'
import type { Database } from '../../geodata/database/database.ts'
import type { Text } from '../../geodata/model/text.ts'
import { changesSince } from './changes.ts'
import { boundsMeet, tileReach } from './coverage.ts'
import { Journal } from './journal.ts'
import { type State, sameMaking, stateSchema } from './state.ts'

const OTHER: Text = {
  zh: '未完成的存档属于另一次构建或另一份数据，已重新开始。',
  en: 'The unfinished build belongs to other options or other data. Starting again.',
}

/**
 * Returns the journal beside the archive at `path`, without tiles changed since; an empty one if it does not
 * fit. Throws ArchiveError.
 */
export async function resumeOrBegin(
  database: Database,
  state: State,
  { path, onNotice }: { path: string; onNotice?: ((notice: Text) => void) | undefined },
): Promise<Journal> {
  const file = `${path}.partial`
  const journal = await Journal.resume(file)
  if (journal) {
    const left = stateOf(journal)
    if (left && sameMaking(left, state) && (await forgetChanged(database, journal, left))) return journal
    await journal.close()
    onNotice?.(OTHER)
  }
  return Journal.begin(file, JSON.stringify(state))
}

function stateOf({ line }: Journal): State | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(line)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Removes tiles changed since the journal was created; false if all may have changed. */
async function forgetChanged(database: Database, journal: Journal, left: State): Promise<boolean> {
  const changes = await changesSince(database, left.plan.layers, left.position)
  if (changes === 'all') return false
  if (changes.length === 0) return true
  for (const id of journal.tiles.keys()) {
    const [z, x, y] = tileIdToZxy(id)
    const reach = tileReach({ z, x, y })
    if (changes.some((change) => boundsMeet(change, reach))) journal.tiles.delete(id)
  }
  return true
}
