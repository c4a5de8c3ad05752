/** `npm start` under a service manager: the signal reaches only npm, and the server must end. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../environment/cluster.ts'
import { fillDataDirectory } from '../environment/embedded-directory.ts'
import { childrenOf } from '../environment/process-tree.ts'
import { runToEnd, startServer } from '../environment/server-process.ts'
import { soon } from '../environment/soon.ts'
import { projectRoot } from '../house/source-files.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-npm-'))
  await fillDataDirectory(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('locks its data, ends cleanly with npm, and starts again with the same data', async () => {
  const port = await freePort()
  const settings = { DATA_DIR: folder, SAMPLE: 'false' }
  const npm = spawn('npm', ['start'], {
    cwd: projectRoot,
    env: { ...process.env, ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = once(npm, 'close')
  const url = `http://127.0.0.1:${port}/readyz`
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 120_000, interval: 200 },
    )
    .toBe(200)
  const pids = childrenOf(npm.pid ?? 0)
  expect(pids.length).toBeGreaterThan(0)
  expect(existsSync(join(folder, 'postgres.lock'))).toBe(true)
  const second = runToEnd(['server/main.ts'], { ...settings, PORT: '0' })
  await expect(second).rejects.toThrow(new RegExp(`in use by process (${pids.join('|')}) `))
  // A kept-alive connection does not delay the end.
  const agent = new Agent({ keepAlive: true })
  await new Promise((resolve) =>
    get(`http://127.0.0.1:${port}/healthz`, { agent }, (answer) => answer.resume().once('end', resolve)),
  )

  npm.kill('SIGTERM')
  const [code, signal] = await ended
  try {
    expect({ code, signal, output }).toMatchObject({ code: 0, signal: null })
    expect(output).toMatch(/stopped/)
    await soon(() => expect(pids.filter(isAlive)).toEqual([]))
    expect(existsSync(join(folder, 'postgres.lock'))).toBe(false)
    await expect(fetch(url)).rejects.toThrow()
  } finally {
    agent.destroy()
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL')
  }
  const again = await startServer(settings)
  expect(await (await fetch(`${again.url}/about`)).json()).toMatchObject({ database: 'embedded' })
  await again.stop()
}, 180_000)
