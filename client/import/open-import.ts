/** Whether the panel of imports is open, and what the viewer may import by it. */
import { computed, signal } from '@preact/signals'
import { importKinds } from '../../geodata/model/import-rights.ts'
import { source } from '../source/chosen.ts'
import { viewer } from '../viewer.ts'

export const importOpen = signal(false)

/** `osm`, `dem` and ids of layers; empty for those who may import nothing. */
export const ownImportKinds = computed<readonly string[]>(() => {
  const who = viewer.value
  return !source.offers.accounts || !who?.account ? [] : importKinds(who.roles, who.towns)
})
