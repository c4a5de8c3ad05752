/** Compares building an archive with the maximum of PostgreSQL: pgbench with the same statement and tiles. */
import { execFile } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { tileStatement } from '../../../tiles/vector/statement.ts'
import { runToEnd } from '../../environment/server-process.ts'
import { median, rounded } from '../measure/statistics.ts'
import type { Machine } from './cold.ts'

export interface ArchiveRow {
  readonly what: string
  readonly tiles: number
  /** From the start of the process to its end, median of the rounds. */
  readonly seconds: number
  readonly perSecond: number
}

const LAYER = 'parcels'
const ZOOMS = '14-16'
/** Position in a PMTiles header of the number of tiles. */
const ADDRESSED_TILES_AT = 72
const PGBENCH_SECONDS = 8

/** The tiles with the layer's rows in their buffered extent, numbered in random order. */
const tilesSql = `
  create schema if not exists bench;
  drop table if exists bench.tiles;
  create unlogged table bench.tiles as
  select row_number() over (order by md5(z || ' ' || x || ' ' || y))::int as id, z,
    x * side - 20037508.342789244 as west, 20037508.342789244 - (y + 1) * side as south,
    (x + 1) * side - 20037508.342789244 as east, 20037508.342789244 - y * side as north
  from (
    select distinct z, side, x, y from ${LAYER}
    cross join lateral (select z, 40075016.685578488 / 2 ^ z as side from generate_series(14, 16) as z) as zoom
    cross join lateral generate_series(
      floor((ST_XMin(geom_3857) + 20037508.342789244) / side - 1 / 64.0)::int,
      floor((ST_XMax(geom_3857) + 20037508.342789244) / side + 1 / 64.0)::int) as x
    cross join lateral generate_series(
      floor((20037508.342789244 - ST_YMax(geom_3857)) / side - 1 / 64.0)::int,
      floor((20037508.342789244 - ST_YMin(geom_3857)) / side + 1 / 64.0)::int) as y
  ) as touched;
  create unique index on bench.tiles (id);
  analyze bench.tiles`

function addressedTiles(file: string): number {
  const bytes = Buffer.alloc(8)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, bytes, 0, 8, ADDRESSED_TILES_AT)
  closeSync(descriptor)
  return Number(bytes.readBigUInt64LE())
}

async function buildOnce(url: string, folder: string): Promise<{ tiles: number; seconds: number }> {
  const file = join(folder, `${process.hrtime.bigint()}.pmtiles`)
  const start = performance.now()
  await runToEnd(['tiles/cli.ts', 'build', LAYER, '--zooms', ZOOMS, '--out', file, '--lang', 'en'], {
    DATABASE_URL: url,
  })
  return { tiles: addressedTiles(file), seconds: (performance.now() - start) / 1000 }
}

/** Returns transactions per second of a script, with two connections. */
async function pgbench(url: string, folder: string, script: string, tiles: number): Promise<number> {
  const file = join(folder, 'script.sql')
  writeFileSync(file, `\\set id random(1, ${tiles})\n${script}\n`)
  const { stdout } = await promisify(execFile)(
    'pgbench',
    ['-n', '-M', 'prepared', '-c', '2', '-j', '1', '-T', String(PGBENCH_SECONDS), '-f', file, url],
    { env: { ...process.env, PGOPTIONS: '-c jit=off -c max_parallel_workers_per_gather=0' } },
  )
  const [, rate] = /tps = ([\d.]+)/.exec(stdout) ?? []
  if (rate === undefined) throw new Error(`pgbench printed no rate:\n${stdout}`)
  return Number(rate)
}

const lookup = 'select z, west, south, east, north from bench.tiles where id = :id \\gset'

/** Returns the project's own statement with pgbench's parameter names. */
function tileScript(): string {
  const layer = findLayer(LAYER)
  if (!layer) throw new RangeError(`${LAYER} is no layer`)
  const names = [':z', ':west', ':south', ':east', ':north']
  const text = tileStatement([layer], 'postgis').text.replaceAll(
    /\$([1-5])/g,
    (_, n: string) => names[Number(n) - 1] ?? '',
  )
  return `${lookup}\n${text};`
}

/** Runs builds and pgbench in turn. The time that pgbench needs for looking up tile numbers is subtracted. */
export async function measureArchive(
  url: string,
  { database }: Machine,
  rounds: number,
): Promise<ArchiveRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-archive-'))
  try {
    await database.query(tilesSql)
    const { rows } = await database.query<{ n: number }>('select count(*)::int as n from bench.tiles')
    const known = rows[0]?.n ?? 0
    const [builds, rates]: [{ tiles: number; seconds: number }[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      builds.push(await buildOnce(url, folder))
      const both = await pgbench(url, folder, tileScript(), known)
      const alone = await pgbench(url, folder, lookup, known)
      rates.push(1 / (1 / both - 1 / alone))
    }
    const tiles = builds[0]?.tiles ?? 0
    const seconds = median(builds.map((build) => build.seconds))
    const rate = median(rates)
    return [
      {
        what: `tiles -- build ${LAYER} --zooms ${ZOOMS}`,
        tiles,
        seconds: rounded(seconds),
        perSecond: rounded(tiles / seconds),
      },
      {
        what: 'pgbench, the same statement',
        tiles: known,
        seconds: rounded(known / rate),
        perSecond: rounded(rate),
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
