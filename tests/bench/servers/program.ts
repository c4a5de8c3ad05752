/** Starts a program that serves HTTP and waits until it answers. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  readonly pid: number
  stop(): Promise<void>
}

export interface ProgramOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
  /** Any answer at this address, with any status, means that the program is ready. */
  readonly readyUrl: string
}

const LIMIT_MS = 30_000

export async function startProgram(options: ProgramOptions): Promise<Program> {
  const child = spawn(options.command, options.args, {
    cwd: options.folder,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const failure = once(child, 'error').then(([error]) => error as Error)
  const { pid } = child
  if (pid === undefined) throw new Error(`${options.command} did not start: ${(await failure).message}`)
  const deadline = Date.now() + LIMIT_MS
  while (!(await answers(options.readyUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${options.command} does not answer:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const stop = async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(timer)
  }
  return { pid, stop }
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer !== undefined
}
