/** Change events go only to viewers who may see the rows, and reveal nothing to others, not even by gaps. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import { type Actor, actingAccess, actors, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'
import { follow } from '../tiles/follow.ts'

const readers: readonly (Actor | undefined)[] = [undefined, 'officer', 'leadOfZ1', 'planner', 'plannerOfTown']

describeOnDatabase('change events by role', (db) => {
  let app: ServedApp
  let endsOfAccess: () => void = () => undefined
  /** Whether the officer's session has ended. */
  let isOver = false
  beforeAll(async () => {
    await loadFixture(db())
    const access = {
      identify: (request: Parameters<typeof actingAccess.identify>[0]) => {
        const viewer = actingAccess.identify(request)
        return isOver && viewer === actors.officer ? publicViewer : viewer
      },
      onChange: (callback: () => void) => {
        endsOfAccess = callback
      },
    }
    app = await serveApp(db(), {}, { access })
    // What is sent when the server begins to listen precedes the first change.
    const early = await follow(`${app.url}/tiles/changes`)
    await soon(async () => {
      await db().query('update parcels set far = 2 where id = 1')
      expect(early.heard.map(({ event }) => event)).toContain('change')
    })
    await db().query('update facilities set kind = kind')
    await soon(() => expect(early.heard.at(-1)?.data.layer).toBe('facilities'))
    early.close()
  })
  afterAll(() => app.close())
  const listen = (actor?: Actor, last?: string) =>
    follow(`${app.url}/tiles/changes${last === undefined ? '' : `?last=${last}`}`, by(actor))

  test('are about rows that a reader sees', async () => {
    const open = await Promise.all(readers.map((actor) => listen(actor)))
    for (const { heard } of open) await soon(() => expect(heard.map(({ event }) => event)).toContain('here'))
    await db().query("update units set heading = 90 where code = 'U1'")
    await db().query("update incidents set words = 'one' where number = 'I3'")
    for (const town of ['330112008', '330112007'])
      await db().query(
        `insert into plans (plan_code, name, state, land_use, town_code, area_m2, source, source_id, licence, synthetic, geom)
         select 'P', 'P', 'draft', '0701', $1, 1, 'fixture', $1, 'CC0', true, geom from parcels where id = 1`,
        [town],
      )
    await db().query("update plans set state = 'in_review', revised_on = now()")
    await db().query("update incidents set zone_code = 'Z2' where number = 'I2'")
    await db().query("update incidents set words = 'two' where number = 'I2'")
    await db().query('update parcels set far = 1 where id = 1')
    const told = await Promise.all(
      open.map(async ({ heard, close }) => {
        await soon(() => expect(heard.at(-1)?.data.layer).toBe('parcels'))
        close()
        return heard.slice(1).map(({ data }) => `${data.layer} ${data.boxes === null ? 'anywhere' : 'here'}`)
      }),
    )
    const [unit, incident, plan] = ['units', 'incidents', 'plans'].map((layer) => ({
      here: `${layer} here`,
      anywhere: `${layer} anywhere`,
    }))
    const everyone = 'parcels here'
    expect(told).toEqual([
      [everyone],
      [unit?.here, incident?.here, incident?.here, incident?.here, everyone],
      // The unit and the incident of Z1, and the one that leaves it, but not what it does in Z2.
      [unit?.anywhere, incident?.anywhere, incident?.anywhere, everyone],
      [plan?.here, plan?.here, plan?.here, everyone],
      // The draft in the planner's town, and the review of both.
      [plan?.anywhere, plan?.anywhere, everyone],
    ])
    // One event was sent, and the ids count one.
    const numbers = open[0]?.heard.map(({ id }) => Number(id.split('.')[1])) ?? []
    expect(numbers).toEqual([0, 1].map((step) => (numbers[0] ?? 0) + step))
  })

  test('include plans for everyone while they are published', async () => {
    const reader = await listen()
    await soon(() => expect(reader.heard).toHaveLength(1))
    const inBulk = (change: string) =>
      db().transaction(async (client) => {
        await client.query("select set_config('shuangxi.bulk', 'on', true)")
        await client.query(change)
        await client.query("select announce_bulk_change('{plans}')")
      })
    const changes = [
      "update plans set name = 'Q' where town_code = '330112007'",
      "update plans set state = 'published' where town_code = '330112008'",
      "update plans set state = 'draft' where town_code = '330112008'",
      "update plans set name = 'R' where town_code = '330112008'",
    ]
    const marks: string[][] = []
    for (const run of [(change: string) => db().query(change), inBulk]) {
      for (const change of changes) {
        const before = reader.heard.length
        await run(change)
        await db().query('update parcels set far = far + 1 where id = 1')
        const later = () => reader.heard.slice(before)
        await soon(() => expect(later().at(-1)?.data.layer).toBe('parcels'))
        marks.push(later().map(({ data }) => `${data.layer} ${Object.keys(data)}`))
      }
    }
    const [plans, parcels] = ['plans layer,boxes', 'parcels layer,boxes']
    const told = [[parcels], [plans, parcels], [plans, parcels], [parcels]]
    expect(marks).toEqual([...told, ...told])
    reader.close()
  })

  test('start from the beginning for a client that returns as another viewer', async () => {
    const officer = await listen('officer')
    await soon(() => expect(officer.heard).toHaveLength(1))
    officer.close()
    const last = officer.heard[0]?.id
    await db().query("update units set heading = 91 where code = 'U1'")
    const again = await listen('officer', last)
    await soon(() => expect(again.heard.map(({ data }) => data.layer)).toEqual(['units']))
    again.close()
    const outsider = await listen(undefined, last)
    await soon(() => expect(outsider.heard.map(({ event }) => event)).toEqual(['everything']))
    outsider.close()
  })

  test('end with the reader’s session', async () => {
    const [officer, lead] = [await listen('officer'), await listen('lead')]
    isOver = true
    endsOfAccess()
    expect(await officer.ended).toBe('ended')
    await db().query("update units set heading = 92 where code = 'U1'")
    await soon(() => expect(lead.heard.at(-1)?.data.layer).toBe('units'))
    expect(officer.heard.some(({ event }) => event === 'change')).toBe(false)
    lead.close()
  })
})
