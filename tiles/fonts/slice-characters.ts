/**
 * The characters of our own slices: `first` has those of a first visit, `desks` those that other desks, cards
 * and dialogs add. Other characters come from the package's slices, by Unicode range.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { OwnSlice } from './own-slices.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const texts = ['client/messages.ts', 'client/greenway/messages.ts']
const names = ['geodata/sample', 'geodata/model/linan-towns.ts']
/** Layers that only desks draw. */
const laterNames = ['parcels.ts', 'control-lines.ts', 'plans.ts', 'zones.ts']
/** Texts of all desks, titles of layers and attributes, code lists. */
const desks = ['client', 'geodata/model', 'geodata/sample']
/** Search words, which are never drawn. */
const neverDrawn = ['kind-words.ts', 'land-use-words.ts', 'place-readings.ts']
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g

type Characters = ReadonlyMap<number, readonly string[]>

function filesBelow(path: string, without: readonly string[]): string[] {
  if (path.endsWith('.ts')) return [path]
  return readdirSync(join(project, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !without.includes(basename(name)))
    .map((name) => join(path, name))
}

function charactersOf(text: string): string[] {
  return text.match(CHINESE) ?? []
}

function charactersIn(paths: readonly string[], without: readonly string[]): string[] {
  return paths
    .flatMap((path) => filesBelow(path, without))
    .flatMap((file) => charactersOf(readFileSync(join(project, file), 'utf8')))
}

const distinct = (characters: readonly string[]) => [...new Set(characters)].sort()

/** By weight: the strong weight draws names and headings only. */
function firstCharacters(): Characters {
  const kinds = Object.values(facilityKinds).flatMap(({ title }) => charactersOf(title.zh))
  const strong = [...charactersIn(names, laterNames), ...charactersIn(['client/greenway/messages.ts'], [])]
  const regular = [...strong, ...charactersIn(texts, []), ...kinds]
  return new Map([
    [400, distinct(regular)],
    [600, distinct(strong)],
  ])
}

/** Returns all that desks draw beside `first`, by weight. */
function deskCharacters(first: Characters): Characters {
  const all = distinct(charactersIn(desks, neverDrawn))
  return new Map([...first].map(([weight, known]) => [weight, all.filter((one) => !known.includes(one))]))
}

/** Distinct characters of each slice by weight. */
export function sliceCharacters(): Readonly<Record<OwnSlice, Characters>> {
  const first = firstCharacters()
  return { first, desks: deskCharacters(first) }
}
