import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../house/source-files.ts'
import { freePort } from './cluster.ts'

type Variables = Readonly<Record<string, string>>

export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to its first ready answer. */
  readonly readyMs: number
  /** Everything printed so far. */
  output(): string
  /** Ends it as Ctrl-C does; fails if that takes longer than 10 s or ends with an error. */
  stop(): Promise<void>
}

function run(script: readonly string[], variables: Variables, root = projectRoot) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...script], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, output: () => output }
}

/** Runs a script of the project to its end and returns what it printed; fails on any other exit code than 0. */
export async function runToEnd(script: readonly string[], variables: Variables): Promise<string> {
  const { child, output } = run(script, variables)
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${script.join(' ')} ended with ${code}:\n${output()}`)
  return output()
}

/** Starts the platform of the checkout at `root` as `npm start` does and waits until it is ready. */
export async function startServer(
  variables: Variables,
  {
    limitMs = 180_000,
    root = projectRoot,
    onSpawn = (_pid: number) => {},
    onOutput = (_text: string) => {},
  } = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const started = performance.now()
  // Units of the sample stay where they are, for tests that look for them.
  const settings = { PORT: String(port), LOG_LEVEL: 'warn', SAMPLE_WALK: 'false', ...variables }
  const { child, output } = run(['server/main.ts'], settings, root)
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => onOutput(chunk.toString()))
  const { pid } = child
  if (pid === undefined) throw new Error('the server process did not start')
  onSpawn(pid)
  const ended = once(child, 'close')
  const stop = async () => {
    child.kill('SIGINT')
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    const [code, signal] = (await ended) as [number | null, string | null]
    clearTimeout(timer)
    if (code !== 0) throw new Error(`the server ended with ${code ?? signal}:\n${output()}`)
  }
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}:\n${output()}`)
    if (performance.now() - started > limitMs) {
      child.kill('SIGKILL')
      throw new Error(`the server was not ready after ${limitMs} ms:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url, pid, readyMs: performance.now() - started, output, stop }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.ok === true
}
