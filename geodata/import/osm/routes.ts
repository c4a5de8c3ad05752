/** Resolves the routes of a file to lists of ways; a route may consist of routes. */
import type { Skipped } from '../skipped.ts'
import type { Member, Relation, Tags } from './elements.ts'
import { isRoute, isWalkingRoute, routeNameOf } from './mapping/greenways.ts'

export interface Route {
  readonly id: number
  readonly tags: Tags
  /** Member ways in order; those of member routes at the place of the route. */
  readonly ways: readonly number[]
  /** False if a member relation is not in the file or is not a route. */
  readonly whole: boolean
}

export class RouteRelations {
  readonly #relations = new Map<number, Relation>()

  /** Keeps a relation that is a route or may be part of one. */
  add(relation: Relation): void {
    if (isRoute(relation.tags)) this.#relations.set(relation.id, relation)
  }

  /** Returns the greenways among them, in file order. Reports circular and nameless routes. */
  routes(skipped: Skipped): Route[] {
    const parts = new Set<number>()
    for (const { members } of this.#relations.values()) {
      for (const { kind, ref } of members) if (kind === 'relation') parts.add(ref)
    }
    const routes: Route[] = []
    for (const relation of this.#relations.values()) {
      const { id, tags } = relation
      if (!isWalkingRoute(tags)) continue
      if (routeNameOf(tags) !== null) routes.push(this.#follow(relation, skipped))
      // A section without its own name is imported with the whole.
      else if (!parts.has(id)) skipped.add('greenways', 'unnamed_route', `relation/${id}`)
    }
    return routes
  }

  /** Follows member routes, each once, however they contain each other. */
  #follow({ id, tags, members }: Relation, skipped: Skipped): Route {
    const ways: number[] = []
    const seen = new Set([id])
    const path: { id: number; members: Iterator<Member> }[] = [{ id, members: members.values() }]
    let whole = true
    let circular = false
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const { done, value: member } = here.members.next()
      if (done) path.pop()
      else if (member.kind === 'way') ways.push(member.ref)
      else if (member.kind === 'relation') {
        const part = this.#relations.get(member.ref)
        circular ||= path.some((above) => above.id === member.ref)
        whole &&= part !== undefined
        if (!part || seen.has(part.id)) continue
        seen.add(part.id)
        path.push({ id: part.id, members: part.members.values() })
      }
    }
    if (circular) skipped.add('greenways', 'circular_route', `relation/${id}`)
    return { id, tags, ways, whole }
  }
}
