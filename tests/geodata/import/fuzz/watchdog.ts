/** Ends the process if one file blocks it for minutes, because nothing inside a blocked thread can. */
import { Worker } from 'node:worker_threads'

const LIMIT_MS = 180_000

const code = `
const { parentPort } = require('node:worker_threads')
let at = 'the start', since = Date.now()
parentPort.on('message', (name) => { at = name; since = Date.now() })
setInterval(() => {
  if (Date.now() - since < ${LIMIT_MS}) return
  require('node:fs').writeSync(2, 'FAULT ' + at + ': it hangs\\n')
  process.kill(process.pid, 'SIGKILL')
}, 1000)
`

export interface Watchdog {
  /** Called when the next file begins. */
  hear(name: string): void
  end(): void
}

export function startWatchdog(): Watchdog {
  const worker = new Worker(code, { eval: true })
  worker.unref()
  return { hear: (name) => worker.postMessage(name), end: () => void worker.terminate() }
}
