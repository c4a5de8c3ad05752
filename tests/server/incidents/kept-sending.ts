/** Clients that repeat each step of their incident until it is answered, as phones do, whatever breaks meanwhile. */
import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { courseOf, type LoggedEvent } from '../../../geodata/model/patrol/incident-log.ts'
import { digestOf } from '../../../server/access/secret.ts'
import { readEvents, readStand } from '../../../server/incidents/stand.ts'
import { takeIn } from '../../../server/incidents/take-in.ts'

const CLIENTS = 4
const course = ['routed', 'accepted', 'arrived', 'resolved', 'fed_back', 'closed', 'reopened'] as const
const units = [{ code: 'K1', lead: true }]
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Creates a unit, and a lead with a token that may write. */
async function addLead(database: Database): Promise<string> {
  await database.query(
    `insert into units (code, name, state, members, source, source_id, licence, synthetic, geom)
     values ('K1', 'K1', 'available', 5, 'test', 'K1', 'CC0', true, ST_SetSRID(ST_MakePoint(119.77, 30.24), 4326))`,
  )
  const token = randomBytes(32).toString('base64url')
  await database.query(
    `with account as (insert into accounts (name, title) values ('sender', 'sender') returning id),
     role as (insert into account_roles (account, role) select id, 'lead' from account)
     insert into api_tokens (account, name, digest, scopes) select id, 'sender', $1, '{read,write}' from account`,
    [digestOf(token)],
  )
  return token
}

export interface KeptSending {
  /** Number of events that the server has acknowledged. */
  count(): number
  /** Ends the clients after their last answer, and checks that logs and clocks are as they were told. */
  end(): Promise<void>
}

/** Takes in an incident for each client and begins to send. `database` has the rights of the system. */
export async function keepSending(database: Database, url: string): Promise<KeptSending> {
  const token = await addLead(database)
  const reports = Array.from({ length: CLIENTS }, () => ({
    ...{ key: randomUUID(), at: new Date().toISOString(), lon: 119.77, lat: 30.2415 },
    ...{ kind: 'littering', channel: 'patrol', priority: 3 },
  }))
  const ids: number[] = []
  for (const report of reports) {
    const { id } = await takeIn(database.as({ role: 'lead' }), report as never, 'test')
    ids.push(id)
  }
  const acknowledged = ids.map((): string[] => [])
  let isEnded = false
  const post = (id: number, body: string) =>
    fetch(`${url}/patrol/incidents/${id}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
      body,
      signal: AbortSignal.timeout(10_000),
    }).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
      () => ({ status: 0, text: '' }),
    )
  const work = async (id: number, keys: string[]) => {
    for (let n = 0; !isEnded; n++) {
      const type = course[n % course.length]
      const event = { key: randomUUID(), at: new Date().toISOString(), type }
      const body = JSON.stringify(type === 'routed' ? { ...event, units } : event)
      let answer = await post(id, body)
      while (answer.status === 0 || answer.status >= 500) {
        await pause(50)
        answer = await post(id, body)
      }
      expect([200, 201], answer.text).toContain(answer.status)
      keys.push(event.key)
    }
  }
  const working = Promise.all(ids.map((id, n) => work(id, acknowledged[n] ?? [])))
  working.catch(() => undefined)
  return {
    count: () => acknowledged.flat().length,
    async end() {
      isEnded = true
      await working
      for (const [n, id] of ids.entries()) {
        const events = await readEvents(database, id)
        expect(events.slice(1).map(({ key }) => key)).toEqual(acknowledged[n])
        const { units: _, ...told } = courseOf(events as unknown as readonly LoggedEvent[])
        expect(await readStand(database, id, 'receipt')).toMatchObject(told)
      }
    },
  }
}
