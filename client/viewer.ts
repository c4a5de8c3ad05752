/**
 * Who looks at the page, and which layers the server lets them read. Until the server has said so, and
 * in a published copy, it is the public.
 */
import { computed, signal } from '@preact/signals'
import { type Me, meSchema } from '../geodata/model/answers/me.ts'
import { findLayer, isPublic } from '../geodata/model/catalogue.ts'
import { type DrawnLayer, drawnLayers } from '../geodata/model/drawn-layers.ts'
import { source } from './source/chosen.ts'
import { fetchJson } from './source/fetch-json.ts'
import { followRefusals } from './source/request.ts'

/** Null until the server has said who it is. */
export const viewer = signal<Me | null>(null)

/** Counts up when another one looks than before: what was drawn and asked for is then out of date. */
export const turn = signal(0)

const readable = computed(() => (viewer.value ? new Set(viewer.value.layers) : null))

/** True if the viewer may read something of a layer. */
function mayRead(layer: DrawnLayer): boolean {
  // What is drawn from no table, as contours are, is for everyone.
  if (!findLayer(layer.id)) return true
  return readable.value?.has(layer.id) ?? isPublic(layer)
}

/** Layers that this page can draw for the viewer. */
export const offeredLayers = computed<readonly DrawnLayer[]>(() => drawnLayers.filter(mayRead))

const sight = ({ account, roles: held, zones, towns }: Me) =>
  JSON.stringify([account?.id ?? null, held, zones, towns])

const read = (body: unknown) => meSchema.parse(body)

function become(next: Me): void {
  const before = viewer.peek()
  viewer.value = next
  if (before && sight(before) !== sight(next)) turn.value += 1
}

/** Other tabs of this browser share the session: they hear when someone signs in or out. */
const tabs =
  source.offers.accounts && 'BroadcastChannel' in window ? new BroadcastChannel('shuangxi.viewer') : null

/** Asks the server again who looks. Throws `RequestError`. */
export async function loadViewer(): Promise<Me> {
  const next = await fetchJson('/me', read)
  become(next)
  return next
}

/** After this tab signed in or out: asks again, and tells the other tabs to do so. */
export async function changeViewer(): Promise<void> {
  await loadViewer()
  tabs?.postMessage('changed')
}

let first: Promise<Me> | undefined

/** Who looks, as the server said first. Throws `RequestError`. */
export function knownViewer(): Promise<Me> {
  first ??= loadViewer()
  return first
}

const quietly = (asked: Promise<Me>) =>
  void asked.catch((error: unknown) => console.info('Who is looking is not known.', error))

/** Keeps `viewer` true as long as the page lives. */
export function followViewer(): void {
  if (!source.offers.accounts) return
  quietly(knownViewer())
  tabs?.addEventListener('message', () => quietly(loadViewer()))
  // A session ends by itself: the first refusal after it tells.
  followRefusals(() => {
    if (viewer.peek()?.account) quietly(loadViewer())
  })
}
