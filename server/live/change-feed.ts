/** What the database says of changed rows (geodata/schema, announce_change), as it says it. */
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

/** A change, and whose rows changed; what is left out is not known, and may be all. */
export interface RowChange extends TileChange {
  /** Codes of the zones or towns that the rows belong to, or belonged to, by the layer's restriction. */
  readonly limits?: readonly string[] | undefined
  /** Whether any of the rows is published, or was. */
  readonly published?: boolean | undefined
}

/** `everything`: something may have been missed. */
export type HeardChange = RowChange | 'everything'

export type OnChange = (change: HeardChange) => void

/** Whoever hears of changes first, and tells others afterwards. */
export interface ChangeSource {
  onChange(callback: OnChange): void
}

function changeOf(payload: string): HeardChange {
  if (payload === '') return 'everything'
  try {
    return changeSchema.parse(JSON.parse(payload))
  } catch {
    // Whatever a newer server says differently: everything is never wrong.
    return 'everything'
  }
}

/**
 * Calls back for each change that was committed, on whichever server or command. What changed before the
 * listening began was not heard, so that `everything` comes first.
 */
export function followChanges(database: Database, log: Logger, onChange: OnChange): void {
  keepListening(database, CHANNEL, log, (payload) => onChange(changeOf(payload)))
}
