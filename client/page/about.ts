/** Facts about the server: its database (`none` for a published copy), data credits, map approval number. */
import { signal } from '@preact/signals'
import { type About, aboutSchema } from '../../geodata/model/answers/about.ts'
import { messages } from '../messages.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { RequestError } from '../source/request.ts'
import { notify } from '../store.ts'

export const about = signal<About | null>(null)

export async function loadAbout(): Promise<void> {
  try {
    about.value = await fetchJson('/about', (body) => aboutSchema.parse(body))
  } catch (error) {
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry: () => void loadAbout() })
  }
}
