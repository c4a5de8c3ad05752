/** The part of `bench:greenway` about routes. */
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { runImport } from '../../../geodata/import/import.ts'
import { metresBetween } from '../../../geodata/model/network/geometry.ts'
import { planRoutes } from '../../../geodata/model/routes/plan.ts'
import { planLoops } from '../../../geodata/model/routes/plan-loops.ts'
import { buildFromDatabase } from '../../../geodata/network/build.ts'
import { KeptNetwork } from '../../../geodata/network/kept.ts'
import { startCluster } from '../../environment/cluster.ts'
import { startServer } from '../../environment/server-process.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { quantile, rounded } from '../measure/statistics.ts'
import { openValhalla, type Place, type Valhalla } from '../patrol/valhalla.ts'

interface Options {
  readonly extract: string | undefined
  readonly pairs: number
  readonly loops: number
  readonly valhalla: string | undefined
}

/** Only pairs this far apart cross the extract, in metres. */
const ACROSS_M = 5_000
const depart = '2026-11-30T10:00:00+08:00'
const rest = { depart, at_night: 'avoid', alternatives: 0, reorder: false } as const

/** Random pairs of places on ways for walkers, far apart, the same in each run. */
function pairsAcross({ routes }: KeptNetwork, count: number): (readonly [Place, Place])[] {
  const { graph } = routes
  const { connected } = routes.profile('walk', []).costs.arcs
  const open = [...connected.keys()].filter((edge) => connected[edge] === 1)
  let seed = 20_261_130
  const place = (): Place => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    const node = graph.edgeFrom[open[Math.floor((seed / 2 ** 31) * open.length)] as number] as number
    return { lon: (graph.nodeLon[node] as number) / 1e7, lat: (graph.nodeLat[node] as number) / 1e7 }
  }
  const pairs: (readonly [Place, Place])[] = []
  while (pairs.length < count) {
    const [a, b] = [place(), place()]
    if (metresBetween(a.lon, a.lat, b.lon, b.lat) >= ACROSS_M) pairs.push([a, b])
  }
  return pairs
}

const names = ['engine', 'request', 'valhalla', 'loops'] as const
type Times = Record<(typeof names)[number], number[]>

async function timed(into: number[], work: () => unknown): Promise<void> {
  const began = performance.now()
  await work()
  into.push(performance.now() - began)
}

const WARM = 30

async function timeRoutes(
  network: KeptNetwork,
  { url }: { readonly url: string },
  valhalla: Valhalla | undefined,
  { pairs: count, loops }: Options,
): Promise<Times> {
  const times: Times = { engine: [], request: [], valhalla: [], loops: [] }
  const pairs = pairsAcross(network, count + WARM)
  for (const [n, [a, b]] of pairs.entries()) {
    const into = (name: (typeof names)[number]) => (n < WARM ? [] : times[name])
    const [from, to]: [[number, number], [number, number]] = [
      [a.lon, a.lat],
      [b.lon, b.lat],
    ]
    const request = { ...rest, from, to, via: [], avoid: [], profile: 'walk' } as const
    await timed(into('engine'), () => planRoutes(network.routes, { ...request, via: [], avoid: [] }, []))
    if (valhalla) await timed(into('valhalla'), () => (valhalla as Valhalla).route(a, b, 'pedestrian'))
    await timed(into('request'), async () => {
      const query = `from=${from}&to=${to}&depart=${encodeURIComponent(depart)}`
      const answer = await fetch(`${url}/routes/plan?${query}`)
      if (!answer.ok) throw new Error(`the plan answered ${answer.status}: ${await answer.text()}`)
      await answer.json()
    })
    const length_m = [10_000, 15_000, 20_000][n % 3] ?? 10_000
    if (n % Math.max(1, Math.floor(count / loops)) === 0)
      await timed(into('loops'), () =>
        planLoops(
          network.routes,
          { ...rest, from, avoid: [], profile: 'walk', length_m, duration_s: null },
          [],
        ),
      )
  }
  return times
}

export async function benchRoutes(options: Options) {
  const extract = options.extract ?? sharedData('osm/westlake_10km.osm.pbf')
  const cluster = await startCluster()
  const database = await openDatabase({ url: cluster.url, statementTimeoutMs: 0 })
  let valhalla: Valhalla | undefined
  try {
    await migrate(database)
    await runImport(database, { file: extract, as: 'osm' })
    const built = await buildFromDatabase(database)
    const network = new KeptNetwork(built)
    if (options.valhalla) valhalla = await openValhalla(options.valhalla, extract)
    const server = await startServer({ DATABASE_URL: cluster.url, SAMPLE: 'false', RATE_LIMITS: '0' })
    try {
      const times = await timeRoutes(network, server, valhalla, options)
      const p50 = (name: keyof Times) => quantile(times[name], 0.5)
      return {
        times: Object.fromEntries(
          names
            .filter((name) => times[name].length > 0)
            .map((name) => [
              name,
              {
                p50: rounded(p50(name)),
                p95: rounded(quantile(times[name], 0.95)),
                least: rounded(Math.min(...times[name])),
              },
            ]),
        ),
        figures: {
          edges: network.routes.graph.edgeCount,
          bytes: built.routes.byteLength,
          brotli: (await promisify(brotliCompress)(Buffer.from(built.routes))).length,
          ...(valhalla ? { engineBesideValhalla: rounded(p50('valhalla') / p50('engine')) } : {}),
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    valhalla?.close()
    await database.close()
    await cluster.stop()
  }
}
