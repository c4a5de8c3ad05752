/** Prepares the page of an officer for times without a connection, and forgets when somebody else signs in. */
import { effect } from '@preact/signals'
import type { Me } from '../../geodata/model/answers/me.ts'
import { useLastAnswers } from '../source/last-answers.ts'
import { onServer } from '../source/server-path.ts'
import { viewer } from '../viewer.ts'
import { isFieldViewer } from './field-viewer.ts'
import { forgetOthers, keepAnswer, recallAnswer } from './kept-answers.ts'

/** Files are loaded with the desk; the worker gets their list when they have come. */
const LIST_AFTER_MS = 3000

/** Everything that the page has loaded; the worker knows what of it is a file. */
const loaded = (): string[] => performance.getEntriesByType('resource').map(({ name }) => name)

async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register(onServer('/service-worker.js'), { scope: onServer('/') })
  const { active } = await navigator.serviceWorker.ready
  await new Promise((resolve) => setTimeout(resolve, LIST_AFTER_MS))
  active?.postMessage(loaded())
}

const report = (error: unknown) => console.info('The page is not prepared for times offline.', error)

function prepare({ account }: Me): void {
  const id = account?.id
  if (id === undefined) return
  useLastAnswers({
    // An answer that comes after somebody else has signed in may be theirs.
    keep(path, body) {
      if (viewer.peek()?.account?.id === id) keepAnswer(id, path, body).catch(report)
    },
    recall: (path) => recallAnswer(id, path).catch(() => undefined),
  })
  keepShell().catch(report)
}

/** Follows who is signed in, while the page exists. */
export function followOffline(): void {
  let known: number | null | undefined
  effect(() => {
    const who = viewer.value
    if (!who) return
    const account = who.account?.id ?? null
    if (account === known) return
    known = account
    useLastAnswers(null)
    forgetOthers(account).catch(report)
    if (isFieldViewer(who)) prepare(who)
  })
}
