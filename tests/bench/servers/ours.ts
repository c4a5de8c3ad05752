import { openDatabase } from '../../../geodata/database/open.ts'
import { findLayer, isPublic } from '../../../geodata/model/catalogue.ts'
import { createAccount } from '../../../server/accounts/accounts.ts'
import { makeToken } from '../../../server/accounts/tokens/token-rows.ts'
import { startServer } from '../../environment/server-process.ts'
import { BESIDE } from '../measure/beside.ts'
import type { FeatureServer, TileServer } from './server.ts'

const formats = ['geojson', 'geojsonseq', 'flatgeobuf', 'csv'] as const

/** Returns a token of a lead, who sees patrol data. */
async function tokenOfLead(databaseUrl: string): Promise<string> {
  const database = await openDatabase({ url: databaseUrl })
  try {
    const name = `bench-${process.pid}-${Date.now()}`
    const account = await createAccount(database, { name, roles: ['lead'] })
    if (account === undefined) throw new Error('the benchmark got no account')
    return (await makeToken(database, { account, name, scopes: ['read'] })).token
  } finally {
    await database.close()
  }
}

export interface OursOptions {
  /** 0 for no cache. */
  readonly cacheMb?: number | undefined
  /** Folder of another checkout of this project to start instead. */
  readonly beside?: string | undefined
}

/** Starts this project's server as `npm start` does, on the benchmark's database. */
export async function startOurs(
  databaseUrl: string,
  { cacheMb, beside }: OursOptions = {},
): Promise<TileServer & FeatureServer> {
  const cache = cacheMb === undefined ? {} : { TILE_CACHE_MB: String(cacheMb) }
  const variables = { DATABASE_URL: databaseUrl, SAMPLE: 'false', RATE_LIMITS: '1000', ...cache }
  const { url, pid, stop } = await startServer(variables, beside === undefined ? {} : { root: beside })
  const authorization = `Bearer ${await tokenOfLead(databaseUrl)}`
  const isOpen = (id: string) => isPublic(findLayer(id) ?? {})
  const items = (query: string) => `/collections/parcels/items?${query}`
  return {
    name: beside === undefined ? 'shuangxi' : BESIDE,
    origin: url,
    pid,
    path: (layers, { z, x, y }) => `/tiles/${layers.join()}/${z}/${x}/${y}.mvt`,
    headers: (layers) => (layers.every(isOpen) ? {} : { Authorization: authorization }),
    items,
    files: Object.fromEntries(formats.map((format) => [format, items(`f=${format}`)])),
    stop,
  }
}

/**
 * Starts and stops each server once, because the first start builds the page, which uses additional memory.
 */
export async function buildPage(databaseUrl: string, beside: string | undefined): Promise<void> {
  for (const root of beside === undefined ? [undefined] : [undefined, beside]) {
    const { stop } = await startOurs(databaseUrl, { beside: root })
    await stop()
  }
}
