/**
 * What an officer has done without a connection: each account's steps and photos wait in their order and are
 * sent when the server answers, each once, because its key goes with it.
 */
import { signal } from '@preact/signals'
import type { Text } from '../../../geodata/model/text.ts'

/** A request that waits. */
export interface Waiting {
  /** Of the store, in the order of the events. */
  readonly id?: number
  readonly account: number
  /** The incident that it is about; null for a call for help. */
  readonly incident: number | null
  readonly path: string
  /** JSON of the request; null for a photo. */
  readonly body: Readonly<Record<string, unknown>> | null
  readonly photo: Blob | null
  /** Names the request, so that it takes effect once. */
  readonly key: string
}

/** Keeps what waits, also while the page is closed. */
export interface Store {
  add(item: Waiting): Promise<void>
  /** Of an account, the oldest first. */
  list(account: number): Promise<readonly Waiting[]>
  remove(id: number): Promise<void>
}

/** `sent`: it is in the log. `later`: no connection, or a server that asks to wait. Else why it was refused. */
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
    /** Requests that the server refused, with its reasons; they are not sent again. */
    refused,
    read,
    async add(item: Omit<Waiting, 'account' | 'id'>): Promise<void> {
      await store.add({ ...item, account })
      await read()
    },
    /** Sends what waits, one after another; a second call joins the first. */
    flush(): Promise<void> {
      running ??= drain().finally(() => {
        running = null
      })
      return running
    },
    /** Drops the refusal of one request, or all of them. */
    dismiss(key?: string): void {
      refused.value = key === undefined ? [] : refused.peek().filter((one) => one.key !== key)
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
