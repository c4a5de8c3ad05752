/** Who may import what on the page. The command has no such limits. */
import { catalogue } from './catalogue.ts'
import type { Role } from './roles.ts'

/** Kinds that are not layers: OpenStreetMap (many layers) and elevations. */
const FILE_KINDS: readonly string[] = ['osm', 'dem']
/** Segments are imported with their greenways. */
const importable = catalogue.filter(({ id }) => id !== 'greenway_segments')

/**
 * Returns the kinds that an account may import: `osm`, `dem` and layer ids. Administrators may import
 * everything, planners the planning layers that they may write. Planners limited to `towns` may import
 * nothing, because an import replaces a whole source, also outside their towns.
 */
export function importKinds(held: readonly Role[], towns: readonly string[] | null): readonly string[] {
  if (held.includes('admin')) return [...importable.map(({ id }) => id), ...FILE_KINDS]
  if (!held.includes('planner') || towns !== null) return []
  return importable
    .filter(({ group, writableBy }) => group === 'planning' && writableBy?.includes('planner'))
    .map(({ id }) => id)
}
