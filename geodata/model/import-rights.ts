/** Who may import what by the page. The command is for whoever runs the platform. */
import { catalogue } from './catalogue.ts'
import type { Role } from './roles.ts'

/** Kinds that are no layers: of many layers, and of elevations. */
const FILE_KINDS: readonly string[] = ['osm', 'dem']
/** Segments come with their greenways. */
const importable = catalogue.filter(({ id }) => id !== 'greenway_segments')

/**
 * The kinds that an account may import: `osm`, `dem` and ids of layers. Administrators everything,
 * planners the planning layers that they may write. An import replaces a whole source, which reaches
 * past the towns of a planner with limits (`towns`): such a planner may import nothing.
 */
export function importKinds(held: readonly Role[], towns: readonly string[] | null): readonly string[] {
  if (held.includes('admin')) return [...importable.map(({ id }) => id), ...FILE_KINDS]
  if (!held.includes('planner') || towns !== null) return []
  return importable
    .filter(({ group, writableBy }) => group === 'planning' && writableBy?.includes('planner'))
    .map(({ id }) => id)
}
