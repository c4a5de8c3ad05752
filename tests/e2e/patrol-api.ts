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
