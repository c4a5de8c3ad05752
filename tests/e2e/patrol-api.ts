/** What programs and devices send in the tests of the patrol desk. */
import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect } from '@playwright/test'
import { serverUrl } from './page.ts'

const MINUTE = 60_000

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString()

interface Case {
  readonly id: number
  readonly number: string
  readonly zone_code: string
}

async function post(request: APIRequestContext, path: string, data: unknown): Promise<unknown> {
  const server = serverUrl('SAMPLE_URL')
  const answer = await request.post(server + path, { headers: { Origin: server }, data })
  expect(answer.ok(), `${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

/** Takes a step of an incident, some minutes ago. */
export async function takeStep(
  request: APIRequestContext,
  id: number,
  step: Readonly<Record<string, unknown>>,
  minutes = 0,
): Promise<void> {
  const body = { key: randomUUID(), at: ago(minutes), sent_at: ago(0), ...step }
  await post(request, `/patrol/incidents/${id}/events`, body)
}

/** Reports an open fire some minutes ago at a place. */
export async function report(
  request: APIRequestContext,
  [lon, lat]: readonly [number, number],
  minutes: number,
): Promise<Case> {
  const body = {
    key: randomUUID(),
    at: ago(minutes),
    sent_at: ago(0),
    kind: 'open_fire',
    channel: 'call_110',
    lon,
    lat,
  }
  const { incident } = (await post(request, '/patrol/incidents', body)) as { incident: Case }
  return incident
}

/** Puts an account into a unit, and out of the others. */
export async function joinUnit(request: APIRequestContext, account: string, code: string): Promise<void> {
  const server = serverUrl('SAMPLE_URL')
  const answer = await request.get(`${server}/patrol/rosters`)
  const { units } = (await answer.json()) as {
    units: { id: number; code: string; members: { account: string | null; account_id: number | null }[] }[]
  }
  const store = async (id: number, members: readonly object[]) => {
    const data = { members: members.map(({ present: _, ...one }: { present?: boolean }) => one) }
    const path = `${server}/patrol/units/${id}/members`
    const stored = await request.put(path, { headers: { Origin: server }, data })
    expect(stored.status(), await stored.text()).toBe(204)
  }
  for (const { id, members } of units) {
    const others = members.filter((one) => one.account !== account)
    if (others.length < members.length) await store(id, others)
  }
  const unit = units.find((one) => one.code === code)
  if (!unit) throw new Error(`the sample has no unit ${code}`)
  const others = unit.members.filter((one) => one.account !== account)
  await store(unit.id, [...others, { force: '社区', account }])
}

/** Every unit on shift tells where it is, and where it was a minute before. */
export async function reportPositions(request: APIRequestContext): Promise<void> {
  const answer = await request.get(`${serverUrl('SAMPLE_URL')}/patrol/units`)
  const { units } = (await answer.json()) as {
    units: { id: number; lon: number; lat: number; state: string }[]
  }
  for (const { id, lon, lat, state } of units) {
    if (state === 'off_shift') continue
    const positions = [
      { at: ago(1), lon: lon + 0.001, lat, accuracy_m: 8 },
      { at: ago(0), lon, lat, accuracy_m: 8 },
    ]
    await post(request, `/patrol/units/${id}/positions`, { positions })
  }
}
