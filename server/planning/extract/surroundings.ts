/** What lies around a piece of ground today: terrain, and facilities that one can walk to by the network. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Surroundings } from '../../../geodata/model/answers/planning-extract.ts'
import { codeLists } from '../../../geodata/model/codes.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import type { DescribedGround } from './subject.ts'
import { terrainOf } from './terrain.ts'

const facilitiesSql = sqlFile(import.meta.url, 'surroundings.sql')

const WALK_S = 15 * 60

interface Facility {
  readonly kind: string
  readonly name: string | null
  readonly lon: number
  readonly lat: number
}

/** Returns the surroundings of a described ground. */
export async function surroundingsOf(
  database: Queryable,
  keeper: NetworkKeeper,
  { subject, at }: DescribedGround,
): Promise<Surroundings> {
  const [terrain, walking] = await Promise.all([
    terrainOf(database, subject.outline, at),
    walkingReach(database, keeper, at),
  ])
  return { number: subject.number, terrain, walking }
}

/** Returns the nearest facility of each kind within 15 minutes' walk, and how many there are. */
async function walkingReach(
  database: Queryable,
  keeper: NetworkKeeper,
  [lon, lat]: DescribedGround['at'],
): Promise<Surroundings['walking']> {
  const network = await keeper.current()
  const { rows } = await database.query<Facility>(facilitiesSql, [lon, lat])
  const version = network.graph.version
  const from = network.snap('foot', lon, lat)
  if (from === null) return { network: version, reach: [] }
  const ends = rows.map((row) => network.snap('foot', row.lon, row.lat))
  const travels = network.travels('foot').fromOne(from, ends, network.closed('foot'))
  const walks = rows.flatMap((row, index) => {
    const travel = travels[index]
    if (!travel || travel.seconds > WALK_S) return []
    return [{ ...row, seconds: Math.round(travel.seconds), metres: Math.round(travel.metres) }]
  })
  return { network: version, reach: nearestOfKinds(walks) }
}

type Walk = Facility & { readonly seconds: number; readonly metres: number }

const kinds: Readonly<Record<string, { readonly title: { readonly zh: string; readonly en: string } }>> =
  codeLists.facilityKinds

function nearestOfKinds(walks: readonly Walk[]): NonNullable<Surroundings['walking']>['reach'] {
  const best = new Map<string, { walk: Walk; count: number }>()
  for (const walk of walks) {
    const known = best.get(walk.kind)
    const isNearer = known === undefined || walk.seconds < known.walk.seconds
    best.set(walk.kind, { walk: isNearer ? walk : known.walk, count: (known?.count ?? 0) + 1 })
  }
  return [...best.values()]
    .sort((a, b) => a.walk.seconds - b.walk.seconds)
    .map(({ walk: { kind, name, seconds, metres }, count }) => ({
      ...{ kind, title: kinds[kind]?.title ?? { zh: kind, en: kind }, name, seconds, metres },
      within_15_minutes: count,
    }))
}
