/** The page of a facility. */
import type { facilityKinds } from '../../../geodata/model/codes.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { escaped } from '../../http/html.ts'
import { type Addresses, definitions, framedPage, nameHtml, nameText, pictureAddress } from './frame.ts'
import { codeTitle } from './greenway-page.ts'
import { schemaTypes } from './schema-types.ts'
import { words } from './words.ts'

/** A row of facility.sql; position in WGS 84 degrees. */
export interface PageFacility {
  readonly id: number
  readonly kind: keyof typeof facilityKinds
  readonly name: string | null
  readonly name_en: string | null
  readonly opening_hours: string | null
  readonly wheelchair: boolean | null
  readonly fee: boolean | null
  readonly phone: string | null
  readonly source: string
  readonly licence: string
  readonly synthetic: boolean
  readonly lon: number
  readonly lat: number
  readonly greenway: {
    readonly id: number
    readonly name: string
    readonly name_en: string | null
    readonly metres: number
  } | null
}

/** Degrees from a place to the sides of its picture. */
const [HALF_WIDTH, HALF_HEIGHT] = [0.006, 0.0027]

const around = ({ lon, lat }: PageFacility): Bounds => [
  lon - HALF_WIDTH,
  lat - HALF_HEIGHT,
  lon + HALF_WIDTH,
  lat + HALF_HEIGHT,
]

function greenwayLink({ greenway }: PageFacility, base: string, language: Language): string | null {
  if (greenway === null) return null
  const address = `${base}/explore/greenways/${greenway.id}?lang=${language}`
  const name = nameHtml(greenway.name, greenway.name_en, language)
  return `<a href="${escaped(address)}">${name}</a> · ${greenway.metres} ${words.metresAway[language]}`
}

export function facilityPage(facility: PageFacility, addresses: Addresses, language: Language): string {
  const { kind, name, name_en, lon, lat, id, phone } = facility
  const { base } = addresses
  const kindName = codeTitle('facilityKinds', kind, language)
  const title = name === null ? kindName : nameText(name, name_en, language)
  const yesNo = (value: boolean | null) => (value === null ? null : (value ? words.yes : words.no)[language])
  const picture = pictureAddress(base, around(facility), language)
  const map = `${base}/?card=facilities.${id}&lang=${language}`
  const description = [kindName, facility.opening_hours, facility.greenway?.name].filter(Boolean).join(' · ')
  const rows = definitions([
    [words.kind[language], escaped(kindName)],
    [words.hours[language], facility.opening_hours && escaped(facility.opening_hours)],
    [words.wheelchair[language], yesNo(facility.wheelchair)],
    [words.fee[language], yesNo(facility.fee)],
    [words.phone[language], phone && `<a href="tel:${escaped(phone)}">${escaped(phone)}</a>`],
    [words.nearGreenway[language], greenwayLink(facility, base, language)],
    [words.position[language], `${lon}, ${lat}`],
    [words.source[language], escaped(facility.source)],
    [words.licence[language], escaped(facility.licence)],
  ])
  return framedPage({
    ...{ addresses, language, title, picture, description },
    structured: {
      '@type': schemaTypes[kind] ?? 'Place',
      ...{ name: title, image: picture, hasMap: map },
      geo: { '@type': 'GeoCoordinates', longitude: lon, latitude: lat },
      ...(phone === null ? {} : { telephone: phone }),
    },
    body: `<h1>${name === null ? escaped(kindName) : nameHtml(name, name_en, language)}</h1>
${facility.synthetic ? `<p class="synthetic">${words.synthetic[language]}</p>` : ''}
<img class="map" src="${escaped(picture)}" width="1200" height="630" alt="${escaped(words.mapOf[language] + title)}">
<p><a class="open" href="${escaped(map)}">${words.openMap[language]}</a></p>
${rows}`,
  })
}
