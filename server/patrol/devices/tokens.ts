/** Finds devices by token, or by the name that their gateway uses. The cache is cleared when a device changes. */
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Database } from '../../../geodata/database/database.ts'
import { digestOf } from '../../access/secret.ts'
import { keepListening } from '../../live/keep-listening.ts'

const CHANNEL = 'patrol_devices'
const REMEMBERED = 20_000
/** How long an unknown token is cached: a new device works after this time at the latest. */
const UNKNOWN_MS = 5_000
const KNOWN_MS = 60_000

export interface Device {
  readonly id: number
  /** Null for a gateway. */
  readonly unit: number | null
  readonly datum: 'wgs84' | 'gcj02'
  readonly movesUnit: boolean
}

const columns = 'id::float8 as id, unit_id::float8 as unit, datum, moves_unit as "movesUnit"'

export class DeviceTokens {
  readonly #database: Database
  readonly #known = new LRUCache<string, { readonly device: Device | undefined }>({ max: REMEMBERED })

  constructor(database: Database, log: Logger) {
    this.#database = database
    keepListening(database, CHANNEL, log, () => this.#known.clear())
  }

  /** Returns the device or gateway with a token; undefined for an unknown token. */
  byToken(token: string): Promise<Device | undefined> {
    const digest = digestOf(token)
    return this.#find(`token ${digest.toString('base64')}`, 'digest = $1', [digest])
  }

  /** Returns a device of a gateway by its name there; undefined if unknown. */
  byName(gateway: number, name: string): Promise<Device | undefined> {
    return this.#find(`name ${gateway} ${name}`, 'gateway_id = $1 and external_id = $2', [gateway, name])
  }

  async #find(key: string, condition: string, values: readonly unknown[]): Promise<Device | undefined> {
    const known = this.#known.get(key)
    if (known) return known.device
    const { rows } = await this.#database.query<Device>(
      `select ${columns} from patrol_devices where revoked_at is null and ${condition}`,
      values,
    )
    const [device] = rows
    this.#known.set(key, { device }, { ttl: device ? KNOWN_MS : UNKNOWN_MS })
    return device
  }
}
