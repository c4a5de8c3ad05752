/** What a viewer sees of layers by the catalogue; PostgreSQL decides for each row. */

import {
  hasRole,
  publicViewer,
  type Viewer,
  type ViewerRole,
  visibilityKey,
} from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { memo, memoIn } from '../../geodata/model/memo.ts'
import { refusal } from './refusal.ts'

type Seen = Pick<Layer, 'restricted'>

/** Returns whether a viewer has a role that reads all of a layer's rows, within the viewer's limits. */
export const isTrusted = (viewer: Viewer, { restricted }: Seen): boolean =>
  restricted?.roles.some((role) => hasRole(viewer, role)) ?? true

/** Returns how much of a layer's rows a viewer may read. */
export function visibilityOf(viewer: Viewer, layer: Seen): 'all' | 'some' | 'nothing' {
  const { restricted } = layer
  if (restricted === undefined) return 'all'
  if (isTrusted(viewer, layer)) return viewer[restricted.limit] === undefined ? 'all' : 'some'
  return restricted.others === 'nothing' ? 'nothing' : 'some'
}

export const mayRead = (viewer: Viewer, layer: Seen): boolean => visibilityOf(viewer, layer) !== 'nothing'

const readable = new Map<ViewerRole, readonly Layer[]>()

/** Returns the layers of which a viewer may read at least some rows, in the catalogue's order. */
export function readableLayers(viewer: Viewer): readonly Layer[] {
  return memoIn(readable, viewer.role, () => catalogue.filter((layer) => mayRead(viewer, layer)))
}

/** The viewer to read rows as, and the cache key of the result. */
export interface Visibility {
  /** Viewers with the same key see the same rows. For caches; without spaces and slashes. */
  readonly key: string
  /** A viewer with the same visibility, without the account. */
  readonly viewer: Viewer
}

/** Cached per viewer, together with its keys and database settings. */
const withoutAccount = memo<Viewer, Viewer>(
  ({ role, zones, towns }) => ({ role, ...(zones && { zones }), ...(towns && { towns }) }),
  new WeakMap(),
)

const publicVisibility: Visibility = { key: 'public', viewer: publicViewer }

/** Returns the joint visibility of several layers. Layers that everyone sees are read as the public. */
export function sharedVisibility(viewer: Viewer, layers: readonly Seen[]): Visibility {
  if (viewer.role === 'public') return publicVisibility
  if (!layers.some((layer) => layer.restricted && isTrusted(viewer, layer))) return publicVisibility
  return { key: visibilityKey(viewer), viewer: withoutAccount(viewer) }
}

/** The answers of `refuseUnreadable`, for the OpenAPI document. */
export const refusals = {
  401: { description: 'Nobody has signed in' },
  403: { description: 'The account may not see this' },
}

/**
 * Throws a ProblemError if a viewer may read nothing of one of the layers: 401 for the public, otherwise 403.
 */
export function refuseUnreadable(viewer: Viewer, layers: readonly Layer[]): void {
  const layer = layers.find((one) => !mayRead(viewer, one))
  if (layer === undefined) return
  const { title } = layer
  throw refusal(viewer, {
    zh: `${title.zh}只对获准的账户开放。`,
    en: `${title.en} are visible only to accounts with the right role.`,
  })
}
