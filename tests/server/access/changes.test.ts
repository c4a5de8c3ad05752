/** Word of changes goes to those who may know, and tells others nothing, not even by gaps. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import { type Actor, actingAccess, actors, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'
import { follow } from '../tiles/follow.ts'

const readers: readonly (Actor | undefined)[] = [undefined, 'officer', 'leadOfZ1', 'planner', 'plannerOfTown']

describeOnDatabase('word of changes by role', (db) => {
  let app: ServedApp
  let endsOfAccess: () => void = () => undefined
  /** The officer's session is over. */
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
    const early = await follow(`${app.url}/tiles/changes?last=x.0`)
    await soon(() => expect(early.heard.length).toBeGreaterThan(0))
    early.close()
  })
  afterAll(() => app.close())
  const listen = (actor?: Actor, last?: string) =>
    follow(`${app.url}/tiles/changes${last === undefined ? '' : `?last=${last}`}`, by(actor))

  test('is of what a reader sees', async () => {
    const open = await Promise.all(readers.map((actor) => listen(actor)))
    for (const { heard } of open) await soon(() => expect(heard.map(({ event }) => event)).toContain('here'))
    await db().query("update units set heading = 90 where code = 'U1'")
    await db().query("update incidents set unit_code = 'U1' where number = 'I3'")
    await db().query(
      `insert into plans (plan_code, name, state, land_use, area_m2, source, source_id, licence, synthetic, geom)
       select 'P', 'P', 'draft', '0701', 1, 'fixture', 'p', 'CC0', true, geom from parcels where id = 1`,
    )
    await db().query('update parcels set far = 1 where id = 1')
    const told = await Promise.all(
      open.map(async ({ heard, close }) => {
        await soon(() => expect(heard.at(-1)?.data.layer).toBe('parcels'))
        close()
        return heard.slice(1).map(({ data }) => `${data.layer} ${data.boxes === null ? 'anywhere' : 'here'}`)
      }),
    )
    const everyone = ['plans anywhere', 'parcels here']
    expect(told).toEqual([
      everyone,
      ['units here', 'incidents here', ...everyone],
      ['units anywhere', 'incidents anywhere', ...everyone],
      ['plans here', 'parcels here'],
      everyone,
    ])
    // Two events were told, and the ids count two.
    const numbers = open[0]?.heard.map(({ id }) => Number(id.split('.')[1])) ?? []
    expect(numbers).toEqual([0, 1, 2].map((step) => (numbers[0] ?? 0) + step))
  })

  test('goes on for who comes back as another from the beginning', async () => {
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

  test('ends with the session of who listens', async () => {
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
