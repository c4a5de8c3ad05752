import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Flags with which headless Chromium draws WebGL2 in software, also as root, and calls nobody. Panels are
 * composed without WebGL, which software draws slowly: a page load takes 3.8 s of CPU instead of 6.
 */
export const chromiumFlags: string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-compositing',
]

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const answered = new Map<string, boolean>()

/** Whether it says its version: Ubuntu's chromium-browser is a script that only names the snap. */
function runs(path: string): boolean {
  const known = answered.get(path)
  if (known !== undefined) return known
  const answer =
    isExecutable(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
  answered.set(path, answer)
  return answer
}

/** The browser's path: CHROMIUM_PATH where it is set, else the first of the usual names that runs. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH: chosen, PATH = '' } = process.env
  if (chosen) return runs(chosen) ? chosen : undefined
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(runs)
}

/** Asks every candidate again, as after an installation. */
export function forgetChromium(): void {
  answered.clear()
}
