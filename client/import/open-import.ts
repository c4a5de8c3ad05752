/** Whether the import panel is open, and what the viewer may import. */
import { computed, signal } from '@preact/signals'
import { importKinds } from '../../geodata/model/import-rights.ts'
import { source } from '../source/chosen.ts'
import { viewer } from '../viewer.ts'

export const importOpen = signal(false)

/** `osm`, `dem` and layer ids; empty if the viewer may import nothing. */
export const ownImportKinds = computed<readonly string[]>(() => {
  const who = viewer.value
  return !source.offers.accounts || !who?.account ? [] : importKinds(who.roles, who.towns)
})
