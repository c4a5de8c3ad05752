/**
 * Times on the real extract beside pgRouting's, with the same weights: all profiles, barriers, turn
 * restrictions and closures. SHUANGXI_ROUTING_PAIRS asks for more pairs than 40.
 */
import { expect, it } from 'vitest'
import { runImport } from '../../../geodata/import/import.ts'
import { networkFromBytes } from '../../../geodata/model/network/bytes.ts'
import { profileBit, profileGraph } from '../../../geodata/model/network/graph.ts'
import { Search } from '../../../geodata/model/network/search.ts'
import { buildFromDatabase } from '../../../geodata/network/build.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { pgrSeconds, storeEdges, storeRestrictions, storeTurns } from './pgrouting.ts'

const PAIRS = Number(process.env.SHUANGXI_ROUTING_PAIRS ?? 40)
const EXTRACT = 'osm/westlake_10km.osm.pbf'

describeOnPostgis({ name: 'times beside pgRouting', needs: [`data/${EXTRACT}`] }, (db) => {
  it('are the same', { timeout: 1_800_000 }, async (context) => {
    const { rows } = await db().query("select from pg_available_extensions where name = 'pgrouting'")
    if (rows.length === 0)
      return context.skip('pgRouting is not installed: apt-get install postgresql-15-pgrouting')
    await db().query('create extension pgrouting')
    await runImport(db(), { file: sharedData(EXTRACT), as: 'roads' })
    const network = networkFromBytes((await buildFromDatabase(db())).network)
    expect(network.report.turns).toBeGreaterThan(20)
    let seed = 20261130
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((seed / 2 ** 31) * below)
    }
    for (const { id } of network.profiles) {
      const graph = profileGraph(network, id)
      await storeEdges(db(), network, graph)
      const restrictions = await storeRestrictions(db(), network)
      expect(restrictions).toBeGreaterThan(20)
      if (id === 'foot') await db().query('delete from pgr_restrictions')
      await storeTurns(db())
      const open = [...graph.connected.keys()].filter((edge) => graph.connected[edge] === 1)
      const node = () => network.edgeFrom[open[random(open.length)] as number] as number
      const pairs = Array.from({ length: PAIRS }, () => [node(), node()] as const).filter(([a, b]) => a !== b)
      for (const closures of [0, 1500]) {
        const closed = Array.from({ length: closures }, () => open[random(open.length)] as number)
        const theirs = await pgrSeconds(db(), pairs, closed)
        const flags = new Uint8Array(network.edgeCount)
        const bit = profileBit(network, id)
        for (const edge of closed) flags[edge] = bit
        const search = new Search(network, graph)
        const statesOf = new Map<number, number[]>()
        for (const [state, at] of graph.stateNode.entries())
          if (state === at || state >= graph.plainStates)
            statesOf.set(at, [...(statesOf.get(at) ?? []), state])
        const wrong: string[] = []
        let reached = 0
        for (const [n, [from, to]] of pairs.entries()) {
          search.run([{ state: from, seconds: 0, metres: 0, arc: 0 }], { reverse: false, closed: flags, bit })
          const ours = Math.min(...(statesOf.get(to) ?? []).map((state) => search.seconds[state] as number))
          const wanted = theirs[n] as number
          if (Number.isFinite(ours)) reached++
          const isSame = ours === wanted || Math.abs(ours - wanted) < 1e-6 * wanted
          if (!isSame) wrong.push(`${id} ${closures} ${from} → ${to}: ${ours}, pgRouting ${wanted}`)
        }
        expect(wrong).toEqual([])
        expect(reached).toBeGreaterThan(closures === 0 ? 0.98 * pairs.length : 0.2 * pairs.length)
      }
    }
  })
})
