import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Flags for headless Chromium: draws WebGL 2 in software, also as root, and sends nothing home. Panels are
 * composed without WebGL, which is slow in software: a page load takes 3.8 s of CPU instead of 6.
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

/**
 * Returns whether it prints its version: Ubuntu's chromium-browser is a script that only mentions the snap.
 */
function runs(path: string): boolean {
  const known = answered.get(path)
  if (known !== undefined) return known
  const answer =
    isExecutable(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
  answered.set(path, answer)
  return answer
}

/** Returns the browser's path: CHROMIUM_PATH if set, otherwise the first of the usual names that runs. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH: chosen, PATH = '' } = process.env
  if (chosen) return runs(chosen) ? chosen : undefined
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(runs)
}

/** Checks every candidate again, for use after an installation. */
export function forgetChromium(): void {
  answered.clear()
}
