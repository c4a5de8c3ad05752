/** What the server says of itself: its database (`none` behind a published copy), the data's credits, the map approval number. */
import { signal } from '@preact/signals'
import { z } from 'zod'
import { messages } from '../messages.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { RequestError } from '../source/request.ts'
import { notify } from '../store.ts'

const aboutSchema = z.object({
  database: z.enum(['embedded', 'postgis', 'none']),
  synthetic: z.boolean(),
  map_approval_number: z.string().nullable(),
  credits: z.array(z.string()),
  version: z.string(),
  /** None behind a published copy, which has no server. */
  components: z
    .array(z.object({ name: z.string(), version: z.string(), licence: z.string(), source: z.string() }))
    .default([]),
})

export type About = z.infer<typeof aboutSchema>
export const about = signal<About | null>(null)

export async function loadAbout(): Promise<void> {
  try {
    about.value = await fetchJson('/about', (body) => aboutSchema.parse(body))
  } catch (error) {
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry: () => void loadAbout() })
  }
}
