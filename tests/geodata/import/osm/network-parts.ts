/** Checks of what an import keeps for routing: nodes, barriers, squares and turn restrictions. */
import { expect, test } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import { runImport } from '../../../../geodata/import/import.ts'
import { removeSource } from '../../../../geodata/import/remove-source.ts'
import { networkFromBytes } from '../../../../geodata/model/network/bytes.ts'
import { buildFromDatabase } from '../../../../geodata/network/build.ts'
import type { PbfNode, PbfRelation, PbfWay } from './write-pbf.ts'

type Write = (nodes: readonly PbfNode[], ways: readonly PbfWay[], relations: readonly PbfRelation[]) => string

const at = (id: number, x: number, y: number, tags?: PbfNode['tags']): PbfNode => ({
  id,
  at: [119.72 + 0.001 * x, 30.23 + 0.001 * y],
  ...(tags && { tags }),
})
const nodes = [
  at(1, 0, 0),
  at(2, 1, 0),
  at(3, 2, 0, { barrier: 'bollard', bicycle: 'yes' }),
  at(4, 3, 0),
  at(5, 1, 1),
  // A gate in a wall, on no way.
  at(6, 5, 5, { barrier: 'gate' }),
  at(7, 2, 1),
  at(8, 2, 2),
  at(9, 1, 2),
]
const ways: PbfWay[] = [
  { id: 1, refs: [1, 2], tags: { highway: 'residential' } },
  { id: 2, refs: [2, 3, 4], tags: { highway: 'residential', maxspeed: '30', oneway: '-1' } },
  { id: 3, refs: [2, 5], tags: { highway: 'residential' } },
  { id: 4, refs: [5, 7, 8, 9, 5], tags: { highway: 'pedestrian', area: 'yes', name: '广场' } },
]
const turn = (id: number, tags: Record<string, string>): PbfRelation => ({
  id,
  members: [
    { kind: 'way', ref: 1, role: 'from' },
    { kind: 'node', ref: 2, role: 'via' },
    { kind: 'way', ref: 3, role: 'to' },
  ],
  tags: { type: 'restriction', ...tags },
})
const relations = [
  turn(1, { restriction: 'no_left_turn', except: 'bicycle;bus' }),
  turn(2, { 'restriction:conditional': 'no_left_turn @ (07:00-09:00)' }),
  turn(3, { 'restriction:hgv': 'no_left_turn' }),
  { ...turn(4, { restriction: 'no_left_turn' }), members: [{ kind: 'way' as const, ref: 1, role: 'from' }] },
]

export function declareNetworkPartTests(db: () => Database, write: Write): void {
  test('come with what routing needs, which goes with their source', async () => {
    const file = write(nodes, ways, relations)
    const report = await runImport(db(), { file, as: 'osm', source: 'turns' })
    const rows = async (sql: string) => (await db().query(sql)).rows
    expect(await rows('select source_id, nodes::text as nodes from roads order by source_id')).toEqual([
      { source_id: 'way/1', nodes: '{1,2}' },
      // Drawn against the traffic: turned.
      { source_id: 'way/2', nodes: '{4,3,2}' },
      { source_id: 'way/3', nodes: '{2,5}' },
    ])
    expect(await rows("select kind, node::int as node, tags ->> 'bicycle' as bicycle from barriers")).toEqual(
      [{ kind: 'bollard', node: 3, bicycle: 'yes' }],
    )
    expect(await rows('select name, nodes::text as nodes from squares')).toEqual([
      { name: '广场', nodes: expect.stringMatching(/^\{(\d,){4}\d\}$/) },
    ])
    const restrictions = await rows(
      'select source_id, kind, from_way, via_node::int as via, to_way, mode, exempt, condition from turn_restrictions order by source_id',
    )
    const same = { kind: 'no_left_turn', from_way: 'way/1', via: 2, to_way: 'way/3' }
    expect(restrictions).toEqual([
      { ...same, source_id: 'relation/1', mode: null, exempt: ['bicycle', 'bus'], condition: null },
      { ...same, source_id: 'relation/2', mode: null, exempt: [], condition: '(07:00-09:00)' },
      { ...same, source_id: 'relation/3', mode: 'hgv', exempt: [], condition: null },
    ])
    const skipped = report.skipped.find(({ layer }) => layer === 'turn_restrictions')
    expect(skipped).toMatchObject({ reason: 'missing_members', ids: ['relation/4'] })

    const { report: told, edgeCount } = networkFromBytes((await buildFromDatabase(db())).network)
    expect(told).toMatchObject({ barriers: 1, squares: 1, turns: 2, conditionalTurns: 1, unresolvedTurns: 0 })
    expect(edgeCount).toBe(4)

    // A line that is redrawn here meets others where its points are.
    await db().query(
      "update roads set geom = st_setsrid(st_geomfromtext('linestring(119.72 30.23, 119.722 30.23)'), 4326) where source_id = 'way/1'",
    )
    expect(await rows("select nodes from roads where source_id = 'way/1'")).toEqual([{ nodes: null }])
    await removeSource(db(), 'turns')
    for (const table of ['barriers', 'squares', 'turn_restrictions'])
      expect(await rows(`select from ${table}`)).toHaveLength(0)
  })
}
