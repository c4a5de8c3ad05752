/**
 * The page's address restores what the reader sees. The page keeps its own state in it, and each part of the
 * page adds its state by `keepInAddress`.
 */
import { effect, type Signal, signal } from '@preact/signals'
import type { DeskId } from './desk.ts'
import * as store from './store.ts'
import { openedState, openedWith } from './store.ts'
import { pageParameters, writeParameters, writeState } from './url-state.ts'

/** Converts a value to text in the address and back. */
export interface AddressCodec<T> {
  /** Returns the text of a value; null for a value that needs no parameter, usually the default. */
  write(value: T): string | null
  /** Returns the value of a text; null if the text is invalid, which leaves the value unchanged. */
  read(text: string): T | null
}

interface Kept {
  readonly name: string
  /** The desk that the parameter belongs to; undefined for all. */
  readonly desk: DeskId | undefined
  readonly write: () => string | null
  /** Receives a text from another part of the page; invalid ones leave the value unchanged. */
  readonly read: (text: string) => void
}

const kept = signal<readonly Kept[]>([])
/** Parameters of the opened address whose part of the page is not loaded yet. */
const unclaimed = signal<ReadonlyMap<string, string>>(
  new Map([...openedWith].filter(([name]) => !pageParameters.has(name))),
)

function claim(name: string): string | undefined {
  const text = unclaimed.peek().get(name)
  if (text !== undefined) unclaimed.value = new Map([...unclaimed.peek()].filter(([other]) => other !== name))
  return text
}

/**
 * Keeps a signal in the address under a name, and sets it from the opened address. Call it once, at the top
 * level of a module. `desk`: the parameter is in the address only while that desk is open; the signal keeps
 * its value meanwhile. Desks may use the same name, because only one is open at a time. Throws if the name is
 * already in use.
 */
export function keepInAddress<T>(
  name: string,
  state: Signal<T>,
  codec: AddressCodec<T>,
  desk?: DeskId,
): void {
  const meets = (one: Kept) =>
    one.name === name && (one.desk === desk || one.desk === undefined || desk === undefined)
  if (pageParameters.has(name) || kept.peek().some(meets))
    throw new Error(`The address has a parameter "${name}" already`)
  const read = (text: string) => {
    const value = codec.read(text)
    if (value !== null) state.value = value
  }
  const text = claim(name)
  if (text !== undefined) read(text)
  kept.value = [...kept.peek(), { name, desk, write: () => codec.write(state.value), read }]
}

/**
 * Sets a parameter of a part of the page, as a link would: at once if it is loaded, otherwise when it is. So
 * the search can open a desk that it does not import.
 */
export function giveParameter(name: string, text: string): void {
  const part = kept.peek().find((one) => one.name === name)
  if (part) part.read(text)
  else unclaimed.value = new Map([...unclaimed.peek(), [name, text]])
}

/**
 * Drops parameters of the opened address that no part of the page reads. Call it when the first desk is open.
 */
export function dropUnclaimed(): void {
  unclaimed.value = new Map()
}

/** Returns the texts of the parts that currently change the picture. */
function textsOfParts(): ReadonlyMap<string, string> {
  const texts = new Map(unclaimed.value)
  for (const { name, desk, write } of kept.value) {
    const text = desk === undefined || desk === store.desk.value ? write() : null
    if (text !== null) texts.set(name, text)
  }
  return texts
}

/** Returns the path and query that restore the current state of the page. */
export function addressNow(): string {
  const isAsked = store.appearanceInLinks.value
  const page = writeState({
    camera: store.camera.value,
    layers: store.layerChoices.value,
    // The reader's own language and theme are not in the link, unless the reader wants it.
    language: isAsked || openedState.language ? store.language.value : null,
    theme: isAsked || openedState.theme ? store.theme.value : null,
    desk: store.desk.value,
    selected: store.selected.value,
    relief: store.relief.value,
    terrain: store.terrain.value,
  })
  const query = [page.slice(1), writeParameters(textsOfParts())].filter((part) => part !== '').join('&')
  return window.location.pathname + (query === '' ? '' : `?${query}`)
}

const ADDRESS_PAUSE = 200
let isPending = false

/** Updates the browser's address without adding a history entry. */
export function writeAddress(): void {
  addressNow()
  // Browsers refuse address changes in every frame of an animation.
  if (isPending) return
  isPending = true
  window.setTimeout(() => {
    isPending = false
    window.history.replaceState(window.history.state, '', addressNow())
  }, ADDRESS_PAUSE)
}

/** Keeps the address up to date while the page exists. */
export function followAddress(): void {
  effect(writeAddress)
}
