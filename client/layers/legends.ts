/** Legends of all layers for the current theme, loaded from the server on first use. */
import { effect, signal } from '@preact/signals'
import type { Legends } from '../../geodata/model/answers/legend.ts'
import { legendsSchema } from '../../geodata/model/answers/legend.ts'
import { messages } from '../messages.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { RequestError } from '../source/request.ts'
import { notify, theme } from '../store.ts'

export const legends = signal<Legends | null>(null)
let following = false

async function load(wanted: string): Promise<void> {
  try {
    const found = await fetchJson(`/legends.json?theme=${wanted}`, (body) => legendsSchema.parse(body))
    if (wanted === theme.peek()) legends.value = found
  } catch (error) {
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry: () => void load(theme.peek()) })
  }
}

/** Starts updating `legends` with the theme; further calls have no effect. */
export function followLegends(): void {
  if (following) return
  following = true
  effect(() => {
    void load(theme.value)
  })
}
