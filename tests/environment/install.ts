/**
 * What the tests need beside npm's packages: PostgreSQL with PostGIS, a Chromium, and GDAL's
 * ogrinfo as a foreign client. Installed by apt where they are missing and we are root on Debian or
 * Ubuntu; else the error says exactly what to install.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { findPostgisBinaries } from './postgis-binaries.ts'

interface Need {
  readonly what: string
  readonly packages: readonly string[]
  readonly isMet: () => boolean
}

const postgis: Need = {
  what: 'PostgreSQL with PostGIS',
  packages: ['postgresql', 'postgresql-postgis'],
  isMet: () => findPostgisBinaries() !== undefined,
}

const needs: readonly Need[] = [
  postgis,
  { what: 'Chromium', packages: ['chromium'], isMet: () => findChromium() !== undefined },
  { what: 'ogrinfo', packages: ['gdal-bin'], isMet: () => existsSync('/usr/bin/ogrinfo') },
]

/** PostGIS of the newest PostgreSQL that the release offers: not every release has the unversioned name. */
function postgisPackages(): readonly string[] {
  const listed = spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$'])
  const versions = listed.stdout.toString().match(/^postgresql-\d+-postgis-3/gm) ?? []
  const newest = versions.sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))[0]
  return newest === undefined ? postgis.packages : [newest]
}

function apt(args: readonly string[]): void {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} ended with ${status}`)
}

function mayUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function howToInstall(missing: readonly Need[]): string {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const ubuntu = /^ID=ubuntu/m.test(release)
  const packages = missing.flatMap((need) => need.packages)
  const browser = ubuntu ? ' (on Ubuntu chromium is a snap: any Chrome works, name it in CHROMIUM_PATH)' : ''
  return `The tests need ${missing.map((need) => need.what).join(', ')}: run as root "apt-get install ${packages.join(' ')}"${browser}.`
}

/** Installs what is missing, or throws with a sentence that says what to install. */
export function installNeeds(): void {
  const missing = needs.filter((need) => !need.isMet())
  if (missing.length === 0) return
  if (!mayUseApt()) throw new Error(howToInstall(missing))
  apt(['update', '-qq'])
  for (const need of missing) {
    const packages = need === postgis ? postgisPackages() : need.packages
    apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  const unmet = needs.filter((need) => !need.isMet())
  if (unmet.length > 0) throw new Error(howToInstall(unmet))
}
