/** Stores reports of devices with the rights of the system, because devices have no account. */
import gcoord from 'gcoord'
import type { Database } from '../../../geodata/database/database.ts'
import type { StoredPositions } from '../../../geodata/model/answers/track.ts'
import { PositionQueue } from '../position-queue.ts'
import type { Position } from '../positions.ts'
import type { Report } from './forms/report.ts'
import type { Device } from './tokens.ts'

/**
 * The queue holds some seconds of a thousand devices that send each second. Only one statement runs at a time,
 * because two that move the same units would block each other.
 */
const limits = { waiting: 5_000, together: 1_000, slots: 1 }
const DEVICES = 'devices'

export const nothingStored: StoredPositions = {
  stored: 0,
  known: 0,
  quarantined: 0,
  dropped: 0,
  current: false,
}

export class DeviceIntake {
  readonly #database: Database
  readonly #queue: PositionQueue

  constructor(database: Database, poolSize: number) {
    this.#database = database
    this.#queue = new PositionQueue(poolSize, limits)
  }

  /** Stores a report of a device that has a unit. Throws a ProblemError of status 503 if the queue is full. */
  async take(device: Device & { readonly unit: number }, report: Report): Promise<StoredPositions> {
    if (report.sos) await this.#callForHelp(device, report.positions.at(-1))
    if (report.positions.length === 0) return nothingStored
    const positions = device.datum === 'gcj02' ? report.positions.map(inWgs84) : report.positions
    const { id, movesUnit, unit } = device
    return this.#queue.store(this.#database, DEVICES, {
      fid: String(unit),
      device: { id, movesUnit },
      positions,
    })
  }

  /** Raises an SOS alarm; repeated calls raise no other until it is acknowledged. */
  async #callForHelp({ id, unit, datum }: Device, position: Position | undefined): Promise<void> {
    const at = position && (datum === 'gcj02' ? inWgs84(position) : position)
    await this.#database.query(
      `insert into patrol_alarms (kind, unit_id, account_id, device_id, at, geom)
       select 'sos', id, null, $2, now(), coalesce(ST_SetSRID(ST_MakePoint($3, $4), 4326), geom)
       from units
       where id = $1 and state <> 'off_shift' and not exists (
         select from patrol_alarms
         where unit_id = $1 and device_id = $2 and kind = 'sos' and acknowledged_at is null
       )`,
      [unit, id, at?.lon ?? null, at?.lat ?? null],
    )
  }
}

/** Returns the position in WGS 84. `gcoord.transform` changes its argument, so it gets a new array. */
function inWgs84(position: Position): Position {
  const [lon, lat] = gcoord.transform([position.lon, position.lat], gcoord.GCJ02, gcoord.WGS84)
  return { ...position, lon, lat }
}
