/** Takes up what a build that was cut off has left, where it still holds. */
import { tileIdToZxy } from 'pmtiles'
import type { Database } from '../../geodata/database/database.ts'
import type { Text } from '../../geodata/model/text.ts'
import { changesSince } from './changes.ts'
import { boundsMeet, tileReach } from './coverage.ts'
import { Journal } from './journal.ts'
import { type State, sameMaking, stateSchema } from './state.ts'

const OTHER: Text = {
  zh: '未完成的存档属于另一次构建或另一份数据，已重新开始。',
  en: 'What was left unfinished belongs to another build or other data: starting anew.',
}

/**
 * The journal beside the archive at `path`, with those of its tiles that no change has reached since;
 * an empty one where none fits. Throws ArchiveError.
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

/** Takes out tiles that changed since the journal was begun; false where all may have. */
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
