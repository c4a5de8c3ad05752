/** Changes of rows as the database announces them (geodata/schema, announce_change). */
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import { tileChangeSchema } from '../../geodata/model/answers/change.ts'
import { keepListening } from './keep-listening.ts'

const CHANNEL = 'tiles'

const changeSchema = tileChangeSchema.extend({
  limits: z.array(z.string()).optional(),
  published: z.boolean().optional(),
})

/** A change and the visibility of its rows; missing parts are unknown. */
export interface RowChange extends TileChange {
  /** Codes of the zones or towns of the rows before and after, by the layer's restriction. */
  readonly limits?: readonly string[] | undefined
  /** Whether any of the rows is or was published. */
  readonly published?: boolean | undefined
}

/** `everything`: changes may have been missed. */
export type ChangeNotice = RowChange | 'everything'

export type OnChange = (change: ChangeNotice) => void

/** A source of changes, which clears its own caches before it calls others. */
export interface ChangeSource {
  onChange(callback: OnChange): void
}

function changeOf(payload: string): ChangeNotice {
  if (payload === '') return 'everything'
  try {
    return changeSchema.parse(JSON.parse(payload))
  } catch {
    // From a newer server: `everything` is always a correct reading.
    return 'everything'
  }
}

/**
 * Calls back for each committed change of any server or command. Begins with `everything`, because earlier
 * changes were not received.
 */
export function followChanges(database: Database, log: Logger, onChange: OnChange): void {
  keepListening(database, CHANNEL, log, (payload) => onChange(changeOf(payload)))
}
