/** The direction of imports: geodata/model ← geodata ← tiles ← server; the client is separate. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'
import { sourceFiles } from './source-files.ts'

export interface Violation {
  readonly file: string
  readonly imports: string
  readonly rule: string
}

const desks = ['client/greenway', 'client/patrol', 'client/planning', 'client/terrain3d']

/** What each part may import; itself is always allowed. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'geodata/model': [],
  geodata: ['geodata/model'],
  tiles: ['geodata', 'geodata/model'],
  server: ['tiles', 'geodata', 'geodata/model'],
  client: ['geodata/model'],
}

function partOf(path: string): string | undefined {
  if (path.startsWith('geodata/model/')) return 'geodata/model'
  return Object.keys(allowed).find((part) => path.startsWith(`${part}/`))
}

function deskOf(path: string): string | undefined {
  return desks.find((desk) => path.startsWith(`${desk}/`))
}

/**
 * Imports allowed to every capability of the server; `features` is driven by the catalogue and serves all
 * layers.
 */
const shared = new Set(['access', 'features', 'files', 'http', 'jobs', 'limits', 'live', 'picture', 'report'])

/** Returns the folder of a capability of the server; files in its root, which compose them, have none. */
function capabilityOf(path: string): string | undefined {
  return /^server\/([^/]+)\//.exec(path)?.[1]
}

/**
 * Returns every module that a file imports: static, type-only, re-exported, dynamic, and types by `import()`.
 */
export function importsOf(path: string, code: string): string[] {
  const found: string[] = []
  const visit = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    const { type, source } = node as { type?: string; source?: { value?: unknown } }
    if (typeof type === 'string' && /^(Import|Export|TSImport)/.test(type)) {
      if (typeof source?.value === 'string') found.push(source.value)
    }
    Object.values(node).forEach(visit)
  }
  visit(parseSync(path, code).program.body)
  return found
}

/** Code that makes features from files knows no database; jobs combine reading and storing. */
const isReader = (path: string): boolean =>
  /^geodata\/import\/(read|gdal|osm|dem)\//.test(path) && !path.endsWith('/job.ts')
const stores = /^geodata\/(import\/load|database|changes|places\/places|terrain\/store)\b/

function judge(file: string, target: string): string | undefined {
  const from = partOf(file)
  const to = partOf(target)
  if (from === undefined || to === undefined) return undefined
  if (from === 'geodata/model' && to === from) return undefined
  if (from !== to && !allowed[from]?.includes(to)) return `${from} must not import ${to}`
  if (isReader(file) && stores.test(target)) return 'readers of files must not import what stores'
  const [fromDesk, toDesk] = [deskOf(file), deskOf(target)]
  if (fromDesk && toDesk && fromDesk !== toDesk) return 'desks must not import one another'
  const [asks, asked] = [capabilityOf(file), capabilityOf(target)]
  if (asks && asked && asks !== asked && !shared.has(asked)) return 'capabilities must not import one another'
  return undefined
}

/** Pure geometry, which also runs in browsers, by the part of the model that may use it. */
const geometryPackages: Readonly<Record<string, readonly string[]>> = {
  'geodata/model/network/': ['flatbush'],
  'geodata/model/routes/': ['suncalc'],
  'geodata/model/plane.ts': ['proj4'],
  'geodata/model/relief/sun/': ['d3-contour'],
  'geodata/model/massing/': ['clipper2-ts'],
  'geodata/model/planning/outline/': ['clipper2-ts', 'flatbush', 'gcoord', 'proj4'],
}

function judgePackage(file: string, name: string): string | undefined {
  const isGeometry = Object.entries(geometryPackages).some(
    ([folder, packages]) => file.startsWith(folder) && packages.includes(name),
  )
  if (partOf(file) === 'geodata/model' && name !== 'zod' && !isGeometry)
    return 'geodata/model imports nothing but zod'
  if (partOf(file) === 'client' && name.startsWith('node:')) return 'the client runs in a browser'
  if (partOf(file) === 'client' && name === 'zod')
    return 'the client reads by schemas of geodata/model/answers'
  return undefined
}

/** Returns all violations of the direction below `root`. */
export function importViolations(root: string): Violation[] {
  return sourceFiles(root, ['.ts', '.tsx']).flatMap((file) =>
    importsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((specifier) => {
      const rule = specifier.startsWith('.')
        ? judge(file, join(dirname(file), specifier).replaceAll('\\', '/'))
        : judgePackage(file, specifier)
      return rule === undefined ? [] : [{ file, imports: specifier, rule }]
    }),
  )
}
