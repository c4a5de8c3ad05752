/** Reads a typed place: coordinates, or kilometres along a greenway. */

export interface Coordinates {
  readonly lon: number
  readonly lat: number
}

export type TypedPlace =
  | { readonly kind: 'coordinates'; readonly at: Coordinates }
  | { readonly kind: 'kilometre'; readonly name: string; readonly metres: number }
  | { readonly kind: 'words'; readonly words: string }

const PAIR = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，;；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/
const KILOMETRE = /^(.*?)\s*[Kk]?(\d+(?:\.\d+)?)\s*(?:km|公里|千米|K)\s*$/
const STAKE = /^(.*?)\s*[Kk](\d+)\s*\+\s*(\d{1,3})\s*$/

/** Reads longitude and latitude in any order; a second value above 90 is the longitude. */
function pairOf(text: string): Coordinates | null {
  const [, first, second] = PAIR.exec(text) ?? []
  if (first === undefined || second === undefined) return null
  const [a, b] = [Number(first), Number(second)]
  const [lon, lat] = Math.abs(b) > 90 ? [b, a] : [a, b]
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null
}

/** Reads "119.76,30.24", "青山湖 12.3 km" or "环湖绿道 K12+300"; any other text is a search text. */
export function readPlaceText(text: string): TypedPlace {
  const at = pairOf(text)
  if (at) return { kind: 'coordinates', at }
  const [, stakeName, whole, rest] = STAKE.exec(text) ?? []
  if (whole !== undefined && rest !== undefined)
    return { kind: 'kilometre', name: (stakeName ?? '').trim(), metres: Number(whole) * 1000 + Number(rest) }
  const [, name, kilometres] = KILOMETRE.exec(text) ?? []
  if (kilometres !== undefined)
    return { kind: 'kilometre', name: (name ?? '').trim(), metres: Number(kilometres) * 1000 }
  return { kind: 'words', words: text.trim() }
}
