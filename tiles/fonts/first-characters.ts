/**
 * The Chinese characters that a first visit draws: of the page's texts, of the sample's names and of
 * the towns around. Other characters come from the slices by Unicode range.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { facilityKinds } from '../../geodata/model/codes.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const texts = ['client/messages.ts', 'client/greenway/messages.ts']
const names = ['geodata/sample', 'geodata/model/linan-towns.ts']
/** What they name is drawn at desks only. */
const laterNames = ['parcels.ts', 'control-lines.ts', 'plans.ts', 'zones.ts']
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g

function filesBelow(path: string): string[] {
  if (path.endsWith('.ts')) return [path]
  return readdirSync(join(project, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !laterNames.includes(basename(name)))
    .map((name) => join(path, name))
}

function charactersOf(text: string): string[] {
  return text.match(CHINESE) ?? []
}

function charactersIn(paths: readonly string[]): string[] {
  return paths.flatMap(filesBelow).flatMap((file) => charactersOf(readFileSync(join(project, file), 'utf8')))
}

/** Distinct characters by weight: the strong weight draws names and headings only. */
export function firstCharacters(): ReadonlyMap<number, readonly string[]> {
  const kinds = Object.values(facilityKinds).flatMap(({ title }) => charactersOf(title.zh))
  const strong = [...charactersIn(names), ...charactersIn(['client/greenway/messages.ts'])]
  const regular = [...strong, ...charactersIn(texts), ...kinds]
  const distinct = (characters: readonly string[]) => [...new Set(characters)].sort()
  return new Map([
    [400, distinct(regular)],
    [600, distinct(strong)],
  ])
}
