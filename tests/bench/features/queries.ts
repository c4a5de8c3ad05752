/** Four requests for a thousand parcels each. */
import { fetchOnce } from '../measure/requests.ts'
import type { FeatureServer } from '../servers/server.ts'

const LIMIT = 1000

/** Names and queries; `whole` if fewer match than are requested, so that all servers return the same. */
export const queries = [
  { name: 'limit=1000', query: `limit=${LIMIT}`, whole: false },
  { name: 'bbox, limit=1000', query: `limit=${LIMIT}&bbox=120.0,30.1,120.3,30.4`, whole: false },
  { name: 'small bbox', query: `limit=${LIMIT}&bbox=120.1,30.2,120.125,30.215`, whole: true },
  {
    name: 'filter',
    query: `limit=${LIMIT}&filter=${encodeURIComponent("land_use = '0801' AND area_m2 > 18000 AND area_m2 < 18500")}`,
    whole: true,
  },
  {
    name: 'filter, limit=1000',
    query: `limit=${LIMIT}&filter=${encodeURIComponent("land_use = '0801' AND area_m2 > 10000")}`,
    whole: false,
  },
] as const

interface Page {
  readonly features: readonly { readonly id: string | number }[]
  readonly links?: readonly { readonly rel: string; readonly href: string }[]
}

/** Uncompressed, because pg_featureserv does not compress. */
async function pageOf(url: string): Promise<Page> {
  const { status, body } = await fetchOnce(url)
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body.toString().slice(0, 300)}`)
  return JSON.parse(body.toString()) as Page
}

/** Returns the ids of the features of one answer. */
export async function idsOf(server: FeatureServer, query: string): Promise<Set<number>> {
  const { features } = await pageOf(server.origin + server.items(query))
  return new Set(features.map(({ id }) => Number(id)))
}

/** Follows this number of pages, one at a time, and returns the ids of all features. */
export async function walk(server: FeatureServer, pages: number): Promise<Set<number>> {
  const met = new Set<number>()
  let url = server.origin + server.items(`limit=${LIMIT}`)
  for (let page = 1; page <= pages; page++) {
    const { features, links } = await pageOf(url)
    for (const { id } of features) met.add(Number(id))
    const next = links?.find(({ rel }) => rel === 'next')?.href
    const known = server.nextPage?.(`limit=${LIMIT}`, page, LIMIT)
    if (known !== undefined) url = server.origin + known
    else if (next !== undefined) url = next
    else break
  }
  return met
}
