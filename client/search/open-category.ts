/** Opens the desk that shows everything of a category. */
import type { SearchCategory } from '../../geodata/model/answers/search.ts'
import { giveParameter } from '../address.ts'
import type { DeskId } from '../desk.ts'
import { desk, selected } from '../store.ts'
import type { Found } from './search-state.ts'

/** The parameters of a desk that a category stands for. */
function parametersOf(
  { type, code }: SearchCategory,
  { near }: Found,
): readonly (readonly [string, string])[] {
  if (type === 'land_use') return [['use', code]]
  if (type === 'parcel_code') return [['code', code]]
  if (!near)
    return [
      ['all', '1'],
      ['kinds', code],
    ]
  return [
    ['all', '0'],
    ['from', `${near.lon.toFixed(6)},${near.lat.toFixed(6)}`],
    ['kinds', code],
  ]
}

export function openCategory(category: SearchCategory, found: Found): void {
  const id: DeskId = category.type === 'facilities' ? 'greenway' : 'planning'
  selected.value = null
  for (const [name, text] of parametersOf(category, found)) giveParameter(name, text)
  desk.value = id
}
