/**
 * The viewer, and the layers that the server lets them read. It is the public until the server has answered,
 * and in a published copy.
 */
import { computed, signal } from '@preact/signals'
import { type Me, meSchema } from '../geodata/model/answers/me.ts'
import { findLayer, isPublic } from '../geodata/model/catalogue.ts'
import { type DrawnLayer, drawnLayers } from '../geodata/model/drawn-layers.ts'
import { rememberedViewer, rememberViewer } from './offline/field-viewer.ts'
import { source } from './source/chosen.ts'
import { whenOnline } from './source/connection.ts'
import { fetchJson } from './source/fetch-json.ts'
import { followRefusals, RequestError } from './source/request.ts'

/** Null until the server has answered. */
export const viewer = signal<Me | null>(null)

/** Incremented when the viewer changes: everything drawn and requested before is outdated. */
export const viewerChanges = signal(0)

const readable = computed(() => (viewer.value ? new Set(viewer.value.layers) : null))

/** Returns whether the viewer may read any part of a layer. */
function mayRead(layer: DrawnLayer): boolean {
  // Layers without a table, such as contours, are public.
  if (!findLayer(layer.id)) return true
  return readable.value?.has(layer.id) ?? isPublic(layer)
}

/** Layers that this page can draw for the viewer. */
export const offeredLayers = computed<readonly DrawnLayer[]>(() => drawnLayers.filter(mayRead))

const identityKey = ({ account, roles: held, zones, towns }: Me) =>
  JSON.stringify([account?.id ?? null, held, zones, towns])

const read = (body: unknown) => meSchema.parse(body)

function become(next: Me): void {
  const before = viewer.peek()
  viewer.value = next
  if (before && identityKey(before) !== identityKey(next)) viewerChanges.value += 1
}

/** Other tabs of this browser share the session and are told when someone signs in or out. */
const tabs =
  source.offers.accounts && 'BroadcastChannel' in window ? new BroadcastChannel('shuangxi.viewer') : null

/** Without a connection, an officer goes on as who was signed in last. */
async function viewerNow(): Promise<Me> {
  try {
    const next = await fetchJson('/me', read)
    rememberViewer(next)
    return next
  } catch (error) {
    const known = error instanceof RequestError && error.status === null ? rememberedViewer() : null
    if (!known) throw error
    whenOnline(askAgain)
    return known
  }
}

/** Requests the viewer again. Throws `RequestError`. */
export async function loadViewer(): Promise<Me> {
  const next = await viewerNow()
  become(next)
  return next
}

/** Call it after this tab signed in or out: requests the viewer again, and tells the other tabs to do so. */
export async function changeViewer(): Promise<void> {
  await loadViewer()
  tabs?.postMessage('changed')
}

let first: Promise<Me> | undefined

/** Returns the viewer of the first request. Throws `RequestError`. */
export function knownViewer(): Promise<Me> {
  first ??= loadViewer()
  return first
}

/** One function, so that it waits for the connection once. */
const askAgain = () => quietly(loadViewer())

const quietly = (asked: Promise<Me>) =>
  void asked.catch((error: unknown) => console.info('Who is looking is not known.', error))

/** Keeps `viewer` up to date while the page exists. */
export function followViewer(): void {
  if (!source.offers.accounts) return
  quietly(knownViewer())
  tabs?.addEventListener('message', () => quietly(loadViewer()))
  // A session may expire: the first refusal after it reveals that.
  followRefusals(() => {
    if (viewer.peek()?.account) quietly(loadViewer())
  })
}
