/** The unit of an officer, and the outbox. */
import { signal } from '@preact/signals'
import type { DeskContext } from '../../desk.ts'
import { createOutbox, type Outbox, type Waiting } from '../../offline/outbox.ts'
import { browserStore } from '../../offline/outbox-store.ts'
import { isOffline } from '../../source/connection.ts'
import { isSignedIn, postWaiting } from './post-waiting.ts'

export interface OfficerState {
  readonly account: number
  /** Code of the unit; null until it is known or chosen. */
  readonly unit: ReturnType<typeof signal<string | null>>
  readonly outbox: Outbox
}

/** Milliseconds between attempts while the outbox has requests. */
const RETRY = 15_000
const storageName = (account: number) => `shuangxi.unit.${account}`

/** Stores the unit that an account chose, in this browser. */
export function rememberUnit(account: number, code: string): void {
  try {
    localStorage.setItem(storageName(account), code)
  } catch (error) {
    console.info('Nothing is remembered here.', error)
  }
}

function rememberedUnit(account: number): string | null {
  try {
    return localStorage.getItem(storageName(account))
  } catch {
    // Storage may be disabled; then the officer chooses again.
    return null
  }
}

/**
 * Creates the outbox of an account, which sends its requests when the server is reachable, until the desk closes.
 * Calls `onSent` after requests were sent.
 */
export function createOfficerState(context: DeskContext, account: number, onSent: () => void): OfficerState {
  // Sends only while this account is signed in; another account may use the same browser.
  const post = async (item: Waiting) => ((await isSignedIn(account)) ? postWaiting(item) : 'later')
  const outbox = createOutbox(browserStore, account, post)
  const flush = async () => {
    const before = outbox.waiting.peek().length
    if (before === 0) return
    await outbox.flush()
    if (outbox.waiting.peek().length < before) onSent()
  }
  const report = (error: unknown) => console.error(error)
  void outbox.read().then(flush).catch(report)
  const timer = window.setInterval(() => void flush().catch(report), RETRY)
  const stop = isOffline.subscribe((offline) => {
    if (!offline) void flush().catch(report)
  })
  context.signal.addEventListener('abort', () => {
    window.clearInterval(timer)
    stop()
  })
  return { account, unit: signal<string | null>(rememberedUnit(account)), outbox }
}
