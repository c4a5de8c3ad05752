/** Shared by tests of writing: a server that accepts a role by name, and features to write. */
import proj4 from 'proj4'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import type { Role } from '../../../../geodata/model/roles.ts'
import { actingAccess, by } from '../../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../../environment/app.ts'
import { loadFixture } from '../../serve.ts'

/** A square of 100 m in EPSG:4549, by another library than the server's, and the same in degrees. */
const plane = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
export const square = (e: number, n: number, size = 100) =>
  [
    [e, n],
    [e + size, n],
    [e + size, n + size],
    [e, n + size],
    [e, n],
  ] as [number, number][]
export const inDegrees = (ring: readonly [number, number][]) => ring.map((at) => proj4(plane).inverse(at))
export const northFirst = (ring: readonly [number, number][]) => ring.map(([e, n]) => [n, e])

export const parcel = { parcel_code: '330112008001GB00009', land_use: '0701', state: 'built', tenure: 'G' }
export const polygon = (ring: readonly (readonly number[])[]) => ({ type: 'Polygon', coordinates: [ring] })
export const feature = (geometry: object | null, properties: object | null) => ({
  type: 'Feature',
  geometry,
  properties,
})
export const toilet = (name: string | null) =>
  feature({ type: 'Point', coordinates: [119.77, 30.24] }, { kind: 'toilet', name })

export const point = { type: 'Point', coordinates: [119.77, 30.24] }

/** Serves the fixture for the tests of a file; ids of new rows begin after the fixture's. */
export function writing(db: () => Database) {
  let app: ServedApp | undefined
  const url = () => app?.url ?? ''
  beforeAll(async () => {
    await loadFixture(db())
    for (const table of ['parcels', 'facilities', 'units', 'control_lines'])
      await db().query(`select setval(pg_get_serial_sequence('${table}', 'id'), 1000)`)
    app = await serveApp(db(), {}, { access: actingAccess })
  })
  afterAll(() => app?.close())

  const send = (
    method: string,
    path: string,
    role: Role,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${url()}/collections/${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/geo+json' }),
        ...(role === 'public' ? {} : by(role)),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const create = async (path: string, role: Role, body: unknown, headers: Record<string, string> = {}) => {
    const response = await send('POST', `${path}/items`, role, body, headers)
    expect(response.status, await response.clone().text()).toBe(201)
    return response.headers.get('location')?.slice(`${url()}/collections/`.length) ?? ''
  }
  const read = async (path: string, query = '') => {
    const response = await fetch(`${url()}/collections/${path}${query}`, { headers: by('admin') })
    return { status: response.status, etag: response.headers.get('etag') ?? '', body: await response.json() }
  }
  const problem = async (response: Response | Promise<Response>, status: number) => {
    const answer = await response
    const text = await answer.text()
    expect(answer.status, text).toBe(status)
    return JSON.parse(text).details.zh as string
  }

  return { url, send, create, read, problem }
}
