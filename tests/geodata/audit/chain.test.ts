/** The chain with parallel writers: without branches and gaps, and without deadlocks. */
import { expect, test } from 'vitest'
import { record } from '../../../geodata/audit/record.ts'
import { verifyAudit } from '../../../geodata/audit/verify.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { addIncident, entriesAfter, lastId } from './entries.ts'

describeOnBoth('the chain of the audit log', (db) => {
  test('stays one chain under concurrent writes', async () => {
    const from = await lastId(db())
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let turn = 0; turn < 10; turn += 1) {
        const entry = { action: 'read', object: `writers/${writer}`, after: { turn } } as const
        if (turn % 3 === 0) await record(db(), entry)
        else {
          await db().transaction(async (client) => {
            await record(client, entry)
            await record(client, { ...entry, object: `pairs/${writer}` })
          })
        }
      }
    })
    const [watched] = await Promise.all([verifyAudit(db()), ...writers])
    expect(watched.sound).toBe(true)
    const entries = await entriesAfter(db(), from)
    expect(entries.length).toBe(12 * (4 + 6 * 2))
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_, index) => from + 1 + index))
    for (let writer = 0; writer < 12; writer += 1) {
      const own = entries.filter(({ object }) => object === `writers/${writer}`)
      expect(own.map(({ after }) => after?.turn)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
    // Entries of one transaction are consecutive.
    for (const [index, { object }] of entries.entries()) {
      if (object.startsWith('pairs/'))
        expect(entries[index - 1]?.object).toBe(object.replace('pairs', 'writers'))
    }
    expect(await verifyAudit(db())).toMatchObject({ sound: true, head: { id: entries.at(-1)?.id } })
  })

  test('allows two sessions that edit the same rows in turns to finish', async ({ skip }) => {
    skip(db().kind === 'embedded', 'one connection: none ever waits for another')
    const [a, b] = [await addIncident(db(), 'ring-a'), await addIncident(db(), 'ring-b')]
    const touch = 'update incidents set words = $2 where id = $1'
    let reached = () => {}
    const secondHasB = new Promise<void>((resolve) => {
      reached = resolve
    })
    let first: Promise<unknown> = Promise.resolve()
    await db().transaction(async (client) => {
      await client.query(touch, [b, 'U2'])
      // Writes its entry of A first, then waits for B's row, whose holder also has to write an entry.
      first = db().transaction(async (other) => {
        await other.query(touch, [a, 'U1'])
        reached()
        await other.query(touch, [b, 'U1'])
      })
      await secondHasB
      await record(client, { action: 'read', object: 'in between' })
    })
    await first
    expect((await verifyAudit(db())).sound).toBe(true)
  })

  test('is not locked by a transaction that continues after it has written', async ({ skip }) => {
    skip(db().kind === 'embedded', 'one connection: none ever waits for another')
    await db().transaction(async (client) => {
      await record(client, { action: 'read', object: 'slow' })
      await db().transaction(async (other) => {
        await other.query("set local lock_timeout = '5s'")
        await record(other, { action: 'read', object: 'quick' })
      })
    })
    const { rows } = await db().query('select object from audit.entries order by id desc limit 2')
    expect(rows).toEqual([{ object: 'slow' }, { object: 'quick' }])
  })
})
