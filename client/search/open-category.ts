/** Opens the desk that shows everything of a category. */
import { batch } from '@preact/signals'
import type { SearchCategory } from '../../geodata/model/answers/search.ts'
import type { ParcelFilter } from '../../geodata/model/planning/parcel-filter.ts'
import { giveParameter } from '../address.ts'
import type { DeskId } from '../desk.ts'
import { messages } from '../messages.ts'
import { desk, language, selected } from '../store.ts'
import { nameOf } from './search-hits.ts'
import type { Found } from './search-state.ts'

/** Where the desk's distances begin, as its address has it; the reader's own position stays out of addresses. */
function startOf({ from, near }: Found): readonly (readonly [string, string])[] {
  if (!from || from.name === messages.locate) return []
  const name = near ? [nameOf(near, language.value).replaceAll(',', ' ')] : []
  return [['from', [...from.at.map((degrees) => degrees.toFixed(5)), ...name].join()]]
}

/** Every part of the filter of parcels, open. */
const noFilter: Readonly<Record<keyof ParcelFilter, ''>> = {
  use: '',
  state: '',
  verdict: '',
  town: '',
  area: '',
  code: '',
}

/** The parameters of a desk that a category stands for. */
function parametersOf({ type, code }: SearchCategory, found: Found): readonly (readonly [string, string])[] {
  if (type !== 'facilities') {
    const part = type === 'land_use' ? 'use' : 'code'
    return Object.entries({ ...noFilter, [part]: code, table: '1', fit: '1' })
  }
  return [['all', found.near ? '0' : '1'], ...startOf(found), ['kinds', code]]
}

export function openCategory(category: SearchCategory, found: Found): void {
  const id: DeskId = category.type === 'facilities' ? 'greenway' : 'planning'
  selected.value = null
  batch(() => {
    for (const [name, text] of parametersOf(category, found)) giveParameter(name, text)
    desk.value = id
  })
}
