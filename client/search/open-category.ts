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

/**
 * Returns the origin of the desk's distances for its address. The reader's own position never is in an
 * address.
 */
function startOf({ from, near }: Found): readonly (readonly [string, string])[] {
  if (!from || from.name === messages.locate) return []
  const name = near ? [nameOf(near, language.value).replaceAll(',', ' ')] : []
  return [['from', [...from.at.map((degrees) => degrees.toFixed(5)), ...name].join()]]
}

/** An empty filter of parcels. */
const noFilter: Readonly<Record<keyof ParcelFilter, ''>> = {
  use: '',
  state: '',
  verdict: '',
  town: '',
  area: '',
  code: '',
}

/** Returns the parameters of the desk that shows a category. */
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
