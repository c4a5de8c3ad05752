/**
 * Changes of patrol data as the database announces them on the channel `patrol` (geodata/schema,
 * announce_units and others).
 */
import { z } from 'zod'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { liveUnitSchema, type PatrolEvent } from '../../geodata/model/answers/patrol-live.ts'
import type { ServerContext } from '../context.ts'
import { keepListening } from './keep-listening.ts'

const CHANNEL = 'patrol'

const zones = z.array(z.string().nullable()).nullish()
const noticeSchema = z.discriminatedUnion('k', [
  z.object({
    k: z.literal('unit'),
    units: z.array(liveUnitSchema.extend({ left: z.string().nullish() })),
  }),
  z.object({ k: z.literal('units'), zones }),
  z.object({ k: z.literal('incident'), id: z.number(), zones }),
  z.object({ k: z.literal('alarm'), id: z.number(), zones }),
  z.object({ k: z.literal('roll_call'), id: z.number(), zones }),
  z.object({ k: z.literal('crossing'), id: z.number(), zones }),
])
type Notice = z.infer<typeof noticeSchema> | 'everything'
type MovedUnits = Extract<z.infer<typeof noticeSchema>, { k: 'unit' }>['units']

/** Positions that come together are one event for each reader, with the last of each unit. */
const GATHERED_MS = 40

function noticeOf(payload: string): Notice {
  if (payload === '') return 'everything'
  try {
    return noticeSchema.parse(JSON.parse(payload))
  } catch {
    // From a newer server: clients then request everything.
    return 'everything'
  }
}

/** Calls back for each notice of any server or command; `everything`: notices may have been missed. */
export function followPatrol(
  { systemDatabase, log }: Pick<ServerContext, 'systemDatabase' | 'log'>,
  onNotice: (notice: Notice) => void,
): void {
  let units: MovedUnits = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (units.length > 0) onNotice({ k: 'unit', units })
    units = []
  }
  keepListening(systemDatabase, CHANNEL, log, (payload) => {
    const notice = noticeOf(payload)
    if (notice !== 'everything' && notice.k === 'unit') {
      units.push(...notice.units)
      timer ??= setTimeout(flush, GATHERED_MS)
      return
    }
    flush()
    onNotice(notice)
  })
}

/** Returns the event of a notice for a patrol viewer; undefined if the viewer may not see any of it. */
export function patrolEventFor(
  { zones: seen }: Viewer,
  notice: Notice,
): PatrolEvent | 'everything' | undefined {
  if (notice === 'everything') return notice
  const sees = (zone: string | null | undefined) =>
    seen === undefined || (zone != null && seen.includes(zone))
  switch (notice.k) {
    case 'unit': {
      const latest = new Map(notice.units.map(({ left: _, ...unit }) => [unit.id, unit]))
      const units = [...latest.values()].filter(({ zone }) => sees(zone))
      const left = notice.units.filter((unit) => unit.left != null && sees(unit.left)).map(({ id }) => id)
      const gone = [...new Set(left)].filter((id) => !sees(latest.get(id)?.zone))
      return units.length + gone.length === 0 ? undefined : { event: 'units', data: { units, gone } }
    }
    default:
      if (seen !== undefined && !notice.zones?.some(sees)) return undefined
      if (notice.k === 'units') return { event: 'unit_list', data: {} }
      return { event: notice.k, data: { id: notice.id } }
  }
}
