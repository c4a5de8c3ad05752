/** The list below the search field: categories, then single places. */
import type { SearchCategory, SearchHit } from '../../geodata/model/answers/search.ts'
import { metresBetween } from '../../geodata/model/distance.ts'
import type { Language } from '../../geodata/model/text.ts'
import { formatLength, formatNumber } from '../format.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { imageAddress } from '../source/chosen.ts'
import { language, theme } from '../store.ts'
import { nameOf } from './search-hits.ts'
import { type Choice, choicesOf, type Found } from './search-state.ts'

interface Props {
  readonly shown: boolean
  readonly query: string
  readonly hits: Found | 'searching' | null
  readonly active: number
  readonly onHover: (index: number) => void
  readonly onChoose: (choice: Choice) => void
}

export function SearchResults({ shown, query, hits, active, onHover, onChoose }: Props) {
  const found = hits === 'searching' ? null : hits
  const choices = found ? choicesOf(found) : []
  return (
    <div class="search-results floating" hidden={!shown || hits === null}>
      <div role="status">
        {hits === 'searching' && <p class="search-message">{say(messages.searching, language.value)}</p>}
        {found && choices.length === 0 && <Nothing query={query} />}
      </div>
      <div
        id="search-results"
        role="listbox"
        aria-label={say(messages.searchResults, language.value)}
        class="plain"
        tabIndex={-1}
      >
        {choices.map((choice, index) => (
          <Option
            key={keyOf(choice)}
            choice={choice}
            found={found}
            index={index}
            active={index === active}
            onHover={onHover}
            onChoose={onChoose}
          />
        ))}
      </div>
      {found?.from && found.results.length > 0 && (
        <p class="search-from">
          {say(messages.distancesFrom, language.value)} {found.from.name[language.value]}
        </p>
      )}
    </div>
  )
}

const Nothing = ({ query }: { readonly query: string }) => (
  <p class="search-message">
    <strong>
      {say(messages.searchNothing, language.value)} “{query.trim()}”
    </strong>
    {say(messages.searchTry, language.value)}
  </p>
)

function keyOf(choice: Choice): string {
  if (choice.is === 'category') return `${choice.category.type}.${choice.category.code}`
  const { layer, feature_id, lon, lat } = choice.hit
  return `${layer}.${feature_id}.${lon}.${lat}`
}

interface OptionProps {
  readonly choice: Choice
  readonly found: Found | null
  readonly index: number
  readonly active: boolean
  readonly onHover: (index: number) => void
  readonly onChoose: (choice: Choice) => void
}

function Option({ choice, found, index, active, onHover, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys, after the ARIA pattern
    <div
      id={`search-hit-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      class={choice.is === 'category' ? 'hit category-hit' : 'hit'}
      onPointerMove={() => onHover(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(choice)}
    >
      {choice.is === 'category' ? (
        <Category category={choice.category} found={found} />
      ) : (
        <Hit hit={choice.hit} from={found?.from ?? null} />
      )}
    </div>
  )
}

/** Returns the text of a category: `显示全部 62 处`, or around a place `水上森林附近最近的 5 处`. */
function categoryText({ type, count }: SearchCategory, found: Found | null, spoken: Language): string {
  if (type === 'facilities' && found?.near)
    return `${say(messages.searchNearPlace, spoken)} ${nameOf(found.near, spoken)}`
  const number = formatNumber(count, spoken, 0)
  const unit = type === 'facilities' ? messages.searchAllPlaces : messages.searchAllParcels
  return say(unit, spoken).replace('#', number)
}

function Category({ category, found }: { readonly category: SearchCategory; readonly found: Found | null }) {
  const spoken = language.value
  const title =
    category.type === 'land_use' ? `${category.title[spoken]} ${category.code}` : category.title[spoken]
  return (
    <>
      {category.type === 'facilities' ? (
        <img src={imageAddress(theme.value, `facility-${category.code}`)} alt="" width={24} height={24} />
      ) : (
        <Icon name="planning" size={22} />
      )}
      <span class="hit-name">{title}</span>
      <span class="hit-more">{categoryText(category, found, spoken)}</span>
    </>
  )
}

function Hit({ hit, from }: { readonly hit: SearchHit; readonly from: Found['from'] }) {
  const spoken = language.value
  const other = spoken === 'zh' ? hit.name_en : hit.name
  const name = nameOf(hit, spoken)
  return (
    <>
      <span class="hit-name">{name}</span>
      <span class="hit-distance">
        {from && formatLength(metresBetween(from.at, [hit.lon, hit.lat]), spoken)}
      </span>
      <span class="hit-more">
        {hit.kind_title[spoken]}
        {other && other !== name ? ` · ${other}` : ''}
      </span>
    </>
  )
}
