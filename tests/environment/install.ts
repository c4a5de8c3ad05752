/**
 * Programs that the tests need besides npm packages: PostgreSQL with PostGIS and pgRouting, a Chromium, Valkey or
 * Redis, and GDAL's ogrinfo as an external client. Installed by apt if they are missing and the user is root on
 * Debian or Ubuntu; otherwise the error says what to install.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium, forgetChromium } from './chromium.ts'
import { forgetPoppler, hasPoppler } from './poppler.ts'
import { findPostgisBinaries, hasPgrouting, pgroutingPackage } from './postgis-binaries.ts'
import { findValkey } from './valkey.ts'

interface Need {
  readonly what: string
  readonly packages: readonly string[]
  readonly isMet: () => boolean
  /** Tests that need it are skipped by name where it cannot be installed. */
  readonly optional?: true
}

const postgis: Need = {
  what: 'PostgreSQL with PostGIS',
  packages: ['postgresql', 'postgresql-postgis'],
  isMet: () => findPostgisBinaries() !== undefined,
}

const chromium: Need = {
  what: 'Chromium',
  packages: ['chromium'],
  isMet: () => findChromium() !== undefined,
}

/** Times in the network are compared with its times. */
const pgrouting: Need = {
  what: 'pgRouting',
  packages: ['postgresql-NN-pgrouting'],
  isMet: hasPgrouting,
  optional: true,
}

const needs: readonly Need[] = [
  postgis,
  chromium,
  { what: 'Valkey or Redis', packages: ['redis-server'], isMet: () => findValkey() !== undefined },
  { what: 'ogrinfo', packages: ['gdal-bin'], isMet: () => existsSync('/usr/bin/ogrinfo') },
  { what: 'pdftotext', packages: ['poppler-utils'], isMet: hasPoppler, optional: true },
  pgrouting,
]

/**
 * Returns PostGIS packages for the newest PostgreSQL of the release, because not every release has the
 * unversioned name.
 */
function postgisPackages(): readonly string[] {
  const listed = spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$'])
  const versions = listed.stdout.toString().match(/^postgresql-\d+-postgis-3/gm) ?? []
  const newest = versions.sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))[0]
  return newest === undefined ? postgis.packages : [newest]
}

/** Returns false if apt-get failed, which prints the reason. */
function apt(args: readonly string[]): boolean {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

function mayUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Ubuntu has Chromium as a snap only: its apt package is a script that mentions the snap, or missing. */
function isUbuntu(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^ID="?ubuntu"?$/m.test(release)
}

function packagesOf(need: Need): readonly string[] {
  if (need === chromium && isUbuntu()) return []
  if (need === pgrouting) return pgroutingPackage()
  return need === postgis ? postgisPackages() : need.packages
}

function howToInstall(missing: readonly Need[]): string {
  const names = missing.map((need) => need.what).join(', ')
  const packages = missing.flatMap((need) => (need === chromium && isUbuntu() ? [] : need.packages))
  const steps = [
    ...(packages.length > 0 ? [`run as root "apt-get install ${packages.join(' ')}"`] : []),
    ...(missing.includes(chromium) && isUbuntu()
      ? ['on Ubuntu, where Chromium is a snap, install any Chrome or Chromium and name it in CHROMIUM_PATH']
      : []),
  ]
  const { CHROMIUM_PATH: chosen } = process.env
  const browser =
    missing.includes(chromium) && chosen ? ` CHROMIUM_PATH is ${chosen}, which does not run.` : ''
  return `The tests need ${names}: ${steps.join('; ')}.${browser}`
}

/** Installs what is missing, or throws an error that says what to install. */
export function installNeeds(): void {
  const missing = needs.filter((need) => !need.isMet())
  if (missing.length === 0) return
  const needed = missing.filter((need) => !need.optional)
  if (!mayUseApt()) {
    if (needed.length > 0) throw new Error(howToInstall(missing))
    return
  }
  // If apt-get fails, the check below reports what is missing.
  apt(['update', '-qq'])
  for (const need of missing) {
    const packages = packagesOf(need)
    if (packages.length > 0) apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  forgetChromium()
  forgetPoppler()
  const unmet = needed.filter((need) => !need.isMet())
  if (unmet.length > 0) throw new Error(howToInstall(unmet))
}
