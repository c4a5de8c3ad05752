/** Reads turn restrictions from relations: one row for each pair of an incoming and an outgoing way. */
import type { Skipped } from '../skipped.ts'
import type { Relation, Tags } from './elements.ts'
import type { Properties } from './mapping/values.ts'

export interface TurnRelation {
  readonly viaNode: number | undefined
  readonly viaWays: readonly number[]
  readonly rows: readonly (Properties & { readonly relation: number })[]
}

/** `no_left_turn`, `only_straight_on`, with the mode or the condition in its key. */
interface Rule {
  readonly kind: string
  readonly mode: string | null
  readonly condition: string | null
}

const kinds = /^(no|only)_[a-z_]+$/

/** Returns the rules of a relation: `restriction`, `restriction:hgv`, `restriction:conditional`. */
function rulesOf(tags: Tags): Rule[] {
  return Object.entries(tags).flatMap(([key, value]): Rule[] => {
    const [, mode, conditional] = /^restriction(?::(?!conditional)(\w+))?(:conditional)?$/.exec(key) ?? []
    if (!key.startsWith('restriction')) return []
    if (!conditional) return kinds.test(value) ? [{ kind: value, mode: mode ?? null, condition: null }] : []
    const [, kind, condition] = /^(\w+)\s*@\s*(.+)$/.exec(value) ?? []
    return kind && condition && kinds.test(kind) ? [{ kind, mode: mode ?? null, condition }] : []
  })
}

/** Returns the rows of a relation; null if it restricts nothing. Incomplete ones are reported. */
export function turnRelation({ id, tags, members }: Relation, skipped: Skipped): TurnRelation | null {
  if (!tags.type?.startsWith('restriction')) return null
  const rules = rulesOf(tags)
  if (rules.length === 0) return null
  const ways = (role: string) =>
    members.filter((member) => member.kind === 'way' && member.role === role).map(({ ref }) => ref)
  const viaNode = members.find(({ kind, role }) => kind === 'node' && role === 'via')?.ref
  const viaWays = ways('via')
  const [from, to] = [ways('from'), ways('to')]
  if (from.length === 0 || to.length === 0 || (viaNode === undefined && viaWays.length === 0)) {
    skipped.add('turn_restrictions', 'missing_members', `relation/${id}`)
    return null
  }
  const exempt = (tags.except ?? '').split(';').flatMap((mode) => mode.trim() || [])
  const rows = rules.flatMap((rule) =>
    from.flatMap((first) =>
      to.map((last) => ({
        ...rule,
        relation: id,
        from_way: `way/${first}`,
        to_way: `way/${last}`,
        via_node: viaNode ?? null,
        via_ways: viaNode === undefined ? viaWays.map((way) => `way/${way}`) : null,
        exempt,
      })),
    ),
  )
  return { viaNode, viaWays, rows }
}
