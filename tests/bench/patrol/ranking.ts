/** The part of `bench:patrol` about ranking. */
import { randomBytes } from 'node:crypto'
import { Agent, get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { runImport } from '../../../geodata/import/import.ts'
import { buildFromDatabase } from '../../../geodata/network/build.ts'
import { KeptNetwork } from '../../../geodata/network/kept.ts'
import { digestOf } from '../../../server/access/secret.ts'
import { startCluster } from '../../environment/cluster.ts'
import { startServer } from '../../environment/server-process.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { cpuSeconds } from '../measure/processes.ts'
import { quantile, rounded } from '../measure/statistics.ts'
import { openValhalla, type Place, type Valhalla } from './valhalla.ts'

interface Options {
  readonly extract: string | undefined
  readonly incidents: number
  readonly units: number
  readonly valhalla: string | undefined
}

const WARM_REQUESTS = 1500
const BLOCK = 20
const QUIET_SECONDS = 12

const provenance = "'bench', 'CC0', true"

/** Random places within 60 m of ways for cars, the same in each run. */
function randomPlaces(network: KeptNetwork, count: number): Place[] {
  let seed = 20_261_130
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const { nodeLon, nodeLat, nodeCount } = network.graph
  const places: Place[] = []
  while (places.length < count) {
    const node = Math.floor(random() * nodeCount)
    const lon = (nodeLon[node] as number) / 1e7 + 0.0005 * (random() - 0.5)
    const lat = (nodeLat[node] as number) / 1e7 + 0.0005 * (random() - 0.5)
    const snap = network.snap('vehicle', lon, lat)
    if (snap !== null && snap.gapMetres < 60) places.push({ lon, lat })
  }
  return places
}

/** Units on shift with fresh positions, incidents and a run card; returns a lead's token and the incidents' ids. */
async function fill(database: Database, units: readonly Place[], incidents: readonly Place[]) {
  await database.query(
    `insert into units (code, name, state, zone_code, members, skills, position_at, source, source_id, licence, synthetic, geom)
     select 'U' || n, 'U' || n, 'available', 'Z' || n % 4, 5, '{公安}', now() + interval '1 hour', 'bench', n, 'CC0', true,
       ST_SetSRID(ST_MakePoint((place ->> 'lon')::float8, (place ->> 'lat')::float8), 4326)
     from json_array_elements($1::text::json) with ordinality as given (place, n)`,
    [JSON.stringify(units)],
  )
  await database.query(
    `insert into run_cards (alarm_level, demand) values (1, '[{"count": 3, "skills": ["公安"]}]')`,
  )
  const { rows } = await database.query<{ id: number }>(
    `insert into incidents (number, kind, channel, zone_code, source_id, source, licence, synthetic, geom)
     select 'I' || n, 'injury', 'call_110', 'Z1', n, ${provenance},
       ST_SetSRID(ST_MakePoint((place ->> 'lon')::float8, (place ->> 'lat')::float8), 4326)
     from json_array_elements($1::text::json) with ordinality as given (place, n) order by n
     returning id::float8 as id`,
    [JSON.stringify(incidents)],
  )
  const token = randomBytes(32).toString('base64url')
  await database.query(
    `with account as (insert into accounts (name, title) values ('bench', 'bench') returning id),
     role as (insert into account_roles (account, role) select id, 'lead' from account)
     insert into api_tokens (account, name, digest, scopes) select id, 'bench', $1, '{read}' from account`,
    [digestOf(token)],
  )
  await database.query('analyze')
  return { token, ids: rows.map(({ id }) => id) }
}

/** One connection that stays open, as a page's. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Returns the packed bytes of an answer, when the last has come. */
function answerOf(url: string, token: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' }
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(parts))
        else reject(new Error(`the ranking answered ${answer.statusCode}`))
      })
    })
    sent.once('error', reject)
  })
}

/** Waits until the new server and its database have prepared what they prepare after an import. */
async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_SECONDS; ) {
    const before = cpuSeconds(process.pid)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    quiet = cpuSeconds(process.pid) - before < 0.1 ? quiet + 1 : 0
  }
}

async function timed<T>(into: number[], work: () => Promise<T> | T): Promise<T> {
  const began = performance.now()
  const result = await work()
  into.push(performance.now() - began)
  return result
}

export async function benchRanking(options: Options) {
  const extract = options.extract ?? sharedData('osm/westlake_10km.osm.pbf')
  const cluster = await startCluster()
  const database = await openDatabase({ url: cluster.url, statementTimeoutMs: 0 })
  let valhalla: Valhalla | undefined
  try {
    await migrate(database)
    await runImport(database, { file: extract, as: 'osm' })
    const network = new KeptNetwork(await buildFromDatabase(database))
    const places = randomPlaces(network, options.units + options.incidents)
    const [units, incidents] = [places.slice(0, options.units), places.slice(options.units)]
    const { token, ids } = await fill(database, units, incidents)
    if (options.valhalla) valhalla = await openValhalla(options.valhalla, extract)
    const server = await startServer({ DATABASE_URL: cluster.url, SAMPLE: 'false', RATE_LIMITS: '0' })
    const times: Record<'search' | 'request' | 'valhalla', number[]> = {
      search: [],
      request: [],
      valhalla: [],
    }
    const ask = (id: number) => answerOf(`${server.url}/patrol/incidents/${id}/ranking`, token)
    const search = (place: Place) => {
      const target = network.snap('vehicle', place.lon, place.lat)
      if (target === null) throw new Error('a place has no way')
      const sources = units.map(({ lon, lat }) => network.snap('vehicle', lon, lat))
      return network.travels('vehicle').toOne(sources, target)
    }
    try {
      await fetch(`${server.url}/network`)
      await untilQuiet()
      // Until statements are prepared and the code is compiled for speed, as in a server that has run a while.
      for (let n = 0; n < WARM_REQUESTS; n++) {
        await ask(ids[n % ids.length] as number)
        search(incidents[n % incidents.length] as Place)
      }
      let reached = 0
      // In blocks, so that each of the three works with its own data in the processor's memory.
      for (let first = 0; first < ids.length; first += BLOCK) {
        const block = incidents.slice(first, first + BLOCK)
        for (const place of block) await timed(times.search, () => search(place))
        for (const id of ids.slice(first, first + BLOCK)) {
          const answer = await timed(times.request, () => ask(id))
          const ranking = JSON.parse(gunzipSync(answer).toString()) as {
            units: { network_s: number | null }[]
          }
          reached += ranking.units.filter(({ network_s }) => network_s !== null).length
        }
        for (const place of valhalla ? block : [])
          await timed(times.valhalla, () => (valhalla as Valhalla).matrix(units, place))
      }
      const p50 = (list: readonly number[]) => quantile(list, 0.5)
      return {
        times: Object.fromEntries(
          Object.entries(times)
            .filter(([, list]) => list.length > 0)
            .map(([name, list]) => [
              name,
              {
                p50: rounded(p50(list)),
                p95: rounded(quantile(list, 0.95)),
                least: rounded(Math.min(...list)),
              },
            ]),
        ),
        ratios: {
          nodes: network.graph.nodeCount,
          edges: network.graph.edgeCount,
          reached: rounded(reached / (ids.length * units.length)),
          ...(valhalla
            ? {
                searchBesideValhalla: rounded(p50(times.valhalla) / p50(times.search)),
                requestBesideValhalla: rounded(p50(times.valhalla) / p50(times.request)),
              }
            : {}),
        },
      }
    } finally {
      agent.destroy()
      await server.stop()
    }
  } finally {
    valhalla?.close()
    await database.close()
    await cluster.stop()
  }
}
