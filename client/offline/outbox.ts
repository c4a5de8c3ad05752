/**
 * Requests that are not sent yet: steps and photos of each officer's account, and reports of the public, wait in
 * order until the server answers. The key of a request makes it take effect once.
 */
import { signal } from '@preact/signals'
import type { Text } from '../../geodata/model/text.ts'

/** A waiting request. */
export interface Waiting {
  /** Id in the store, ascending. */
  readonly id?: number
  /** Id of the account; 0 for the public. */
  readonly account: number
  /** Id of the incident; null for an SOS. */
  readonly incident: number | null
  readonly path: string
  /** JSON of the request; null for a photo. */
  readonly body: Readonly<Record<string, unknown>> | null
  readonly photo: Blob | null
  /** Photos that are sent together with the JSON, of reports of the public. */
  readonly files?: readonly Blob[]
  /** Key of the request, so that it takes effect once. */
  readonly key: string
}

/** Stores waiting requests, also while the page is closed. */
export interface Store {
  add(item: Waiting): Promise<void>
  /** Returns the requests of an account, the oldest first. */
  list(account: number): Promise<readonly Waiting[]>
  remove(id: number): Promise<void>
}

/** `sent`: accepted. `later`: no connection, or a busy server. Otherwise the reason for the refusal. */
export type Outcome = 'sent' | 'later' | { readonly refused: Text }

export interface Refused {
  readonly incident: number | null
  readonly key: string
  readonly reason: Text
}

export function createOutbox(store: Store, account: number, post: (item: Waiting) => Promise<Outcome>) {
  const waiting = signal<readonly Waiting[]>([])
  const refused = signal<readonly Refused[]>([])
  let running: Promise<void> | null = null
  const read = async () => {
    waiting.value = await store.list(account)
  }
  const drain = async () => {
    for (const item of await store.list(account)) {
      const outcome = await post(item)
      if (outcome === 'later') break
      if (typeof outcome === 'object')
        refused.value = [
          ...refused.peek(),
          { incident: item.incident, key: item.key, reason: outcome.refused },
        ]
      if (item.id !== undefined) await store.remove(item.id)
      await read()
    }
  }
  return {
    waiting,
    /** Refused requests with reasons; they are not sent again. */
    refused,
    read,
    async add(item: Omit<Waiting, 'account' | 'id'>): Promise<void> {
      await store.add({ ...item, account })
      await read()
    },
    /** Sends waiting requests in order; concurrent calls share one run. */
    flush(): Promise<void> {
      running ??= drain().finally(() => {
        running = null
      })
      return running
    },
    /** Removes the refusal of one request, or all of them. */
    dismiss(key?: string): void {
      refused.value = key === undefined ? [] : refused.peek().filter((one) => one.key !== key)
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
