/** The page of a greenway. */
import type { GreenwayProfile } from '../../../geodata/model/answers/greenway-profile.ts'
import type { Greenway } from '../../../geodata/model/answers/greenways.ts'
import { type CodeListName, codeLists } from '../../../geodata/model/codes.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { escaped } from '../../http/html.ts'
import {
  type Addresses,
  definitions,
  framedPage,
  kilometres,
  nameHtml,
  nameText,
  pictureAddress,
} from './frame.ts'
import { profileDrawing } from './profile-drawing.ts'
import { words } from './words.ts'

export function codeTitle(list: CodeListName, code: string, language: Language): string {
  const titles: Readonly<Record<string, { readonly title: Record<Language, string> }>> = codeLists[list]
  return titles[code]?.title[language] ?? code
}

function describe(greenway: Greenway, language: Language): string {
  const parts = [
    `${words.length[language]} ${kilometres(greenway.length_m, language)}`,
    ...(greenway.loop ? [words.loop[language]] : []),
    ...(greenway.elevation ? [`${words.climb[language]} ${Math.round(greenway.elevation.climb_m)} m`] : []),
    ...greenway.facilities
      .slice(0, 4)
      .map(({ kind, count }) => `${codeTitle('facilityKinds', kind, language)} ${count}`),
  ]
  return parts.join(language === 'zh' ? '，' : ', ')
}

export function greenwayPage(
  greenway: Greenway,
  profile: GreenwayProfile | null,
  addresses: Addresses,
  language: Language,
): string {
  const { name, name_en, elevation, surfaces, facilities, bbox, id, operator } = greenway
  const title = nameText(name, name_en, language)
  const picture = pictureAddress(addresses.base, bbox, language)
  const drawing = profile && profileDrawing(profile, `${words.profile[language]}: ${title}`)
  const map = `${addresses.base}/?card=greenways.${id}&lang=${language}`
  const whole = surfaces.reduce((sum, { length_m }) => sum + length_m, 0)
  const surfaceText = surfaces
    .map(
      ({ surface, length_m }) =>
        `${codeTitle('surfaces', surface, language)} ${Math.round((100 * length_m) / whole)} %`,
    )
    .join(language === 'zh' ? '，' : ', ')
  const rows = definitions([
    [
      words.length[language],
      kilometres(greenway.length_m, language) + (greenway.loop ? ` · ${words.loop[language]}` : ''),
    ],
    [
      words.elevation[language],
      elevation && `${Math.round(elevation.min_m)}–${Math.round(elevation.max_m)} m`,
    ],
    [words.climb[language], elevation && `${Math.round(elevation.climb_m)} m`],
    [words.surfaces[language], escaped(surfaceText)],
    [words.operator[language], operator && escaped(operator)],
    [words.source[language], escaped(greenway.source)],
    [words.licence[language], escaped(greenway.licence)],
  ])
  const counts = facilities.map(
    ({ kind, count }) => `<li>${escaped(codeTitle('facilityKinds', kind, language))} ${count}</li>`,
  )
  return framedPage({
    ...{ addresses, language, title, picture, description: describe(greenway, language) },
    structured: {
      '@type': 'TouristAttraction',
      name: title,
      description: describe(greenway, language),
      image: picture,
      hasMap: map,
      isAccessibleForFree: true,
      geo: { '@type': 'GeoShape', box: `${bbox[1]} ${bbox[0]} ${bbox[3]} ${bbox[2]}` },
    },
    body: `<h1>${nameHtml(name, name_en, language)}</h1>
${greenway.synthetic ? `<p class="synthetic">${words.synthetic[language]}</p>` : ''}
<img class="map" src="${escaped(picture)}" width="1200" height="630" alt="${escaped(words.mapOf[language] + title)}">
<p><a class="open" href="${escaped(map)}">${words.openMap[language]}</a></p>
${rows}
${drawing === null ? '' : `<h2>${words.profile[language]}</h2>\n${drawing}`}
${counts.length === 0 ? '' : `<h2>${words.along[language]}</h2>\n<ul class="counts">${counts.join('')}</ul>`}`,
  })
}
