/** The search field: a combobox with a listbox, after the ARIA pattern. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { formatLength } from '../format.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { turn } from '../viewer.ts'
import { distanceTo, nameOf, searchFor } from './search-hits.ts'
import { hits, query, resultsWanted } from './search-state.ts'

const PAUSE = 160

interface Props {
  readonly onChoose: (hit: SearchHit) => void
}

export function SearchBox({ onChoose }: Props) {
  /** The query of `hits`, so that Enter never chooses a result of an older query. */
  const answered = useSignal('')
  const active = useSignal(-1)
  const attempt = useSignal(0)
  const input = useRef<HTMLInputElement>(null)

  useSignalEffect(() => {
    const text = query.value.trim()
    const spoken = language.value
    attempt.value
    turn.value
    if (text === '') {
      hits.value = null
      return
    }
    const abort = new AbortController()
    const timer = window.setTimeout(() => {
      if (!Array.isArray(hits.peek())) hits.value = 'searching'
      const again = () => {
        attempt.value += 1
        resultsWanted.value = true
      }
      void searchFor(text, spoken, abort.signal, again).then((found) => {
        // Further letters follow: their search says what is shown.
        if (abort.signal.aborted) return
        if (found === null) {
          hits.value = null
          return
        }
        hits.value = found
        answered.value = text
        active.value = found.length > 0 ? 0 : -1
      })
    }, PAUSE)
    return () => {
      window.clearTimeout(timer)
      abort.abort()
    }
  })

  const isCurrent = answered.value === query.value.trim()
  const found = isCurrent && Array.isArray(hits.value) ? (hits.value as readonly SearchHit[]) : []
  const shown = resultsWanted.value && query.value.trim() !== ''

  const choose = (hit: SearchHit) => {
    query.value = nameOf(hit, language.value)
    resultsWanted.value = false
    input.current?.blur()
    onChoose(hit)
  }
  const clear = () => {
    query.value = ''
    resultsWanted.value = false
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys pressed in an input method choose characters, not results.
    if (event.isComposing || event.keyCode === 229) return
    const { length } = found
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      resultsWanted.value = true
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (length > 0) active.value = (active.value + step + length) % length
    } else if (event.key === 'Enter') {
      const hit = found[active.value]
      if (shown && hit) choose(hit)
    } else if (event.key === 'Escape') {
      if (shown) resultsWanted.value = false
      else query.value = ''
    }
  }

  return (
    <search class="search">
      <div class="search-field">
        <Icon name="search" />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          role="combobox"
          aria-label={say(messages.search, language.value)}
          aria-expanded={shown}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={shown && found[active.value] ? `search-hit-${active.value}` : undefined}
          placeholder={say(messages.searchHint, language.value)}
          autocomplete="off"
          spellcheck={false}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value
            resultsWanted.value = true
          }}
          onFocus={() => {
            resultsWanted.value = true
          }}
          onBlur={() => {
            resultsWanted.value = false
          }}
          onKeyDown={onKeyDown}
        />
        {query.value !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={say(messages.searchClear, language.value)}
            onClick={clear}
          >
            <Icon name="close" size={18} />
          </button>
        )}
      </div>
      <SearchResults
        shown={shown}
        query={query.value}
        hits={hits.value}
        active={active.value}
        onHover={(index) => {
          active.value = index
        }}
        onChoose={choose}
      />
    </search>
  )
}

interface ResultsProps {
  readonly shown: boolean
  readonly query: string
  readonly hits: readonly SearchHit[] | 'searching' | null
  readonly active: number
  readonly onHover: (index: number) => void
  readonly onChoose: (hit: SearchHit) => void
}

function SearchResults({ shown, query, hits, active, onHover, onChoose }: ResultsProps) {
  const list = Array.isArray(hits) ? (hits as readonly SearchHit[]) : []
  const message =
    hits === 'searching' ? (
      <p class="search-message">{say(messages.searching, language.value)}</p>
    ) : hits && list.length === 0 ? (
      <p class="search-message">
        <strong>
          {say(messages.searchNothing, language.value)} “{query.trim()}”
        </strong>
        {say(messages.searchTry, language.value)}
      </p>
    ) : null
  return (
    <div class="search-results floating" hidden={!shown || hits === null}>
      <div role="status">{message}</div>
      <div
        id="search-results"
        role="listbox"
        aria-label={say(messages.searchResults, language.value)}
        class="plain"
        tabIndex={-1}
      >
        {list.map((hit, index) => (
          <Hit
            key={`${hit.layer}.${hit.feature_id}.${hit.lon}.${hit.lat}`}
            hit={hit}
            index={index}
            active={index === active}
            onHover={onHover}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  )
}

interface HitProps {
  readonly hit: SearchHit
  readonly index: number
  readonly active: boolean
  readonly onHover: (index: number) => void
  readonly onChoose: (hit: SearchHit) => void
}

function Hit({ hit, index, active, onHover, onChoose }: HitProps) {
  const other = language.value === 'zh' ? hit.name_en : hit.name
  const name = nameOf(hit, language.value)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys, after the ARIA pattern
    <div
      id={`search-hit-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      class="hit"
      onPointerMove={() => onHover(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(hit)}
    >
      <span class="hit-name">{name}</span>
      <span class="hit-distance">{formatLength(distanceTo(hit), language.value)}</span>
      <span class="hit-more">
        {hit.kind_title[language.value]}
        {other && other !== name ? ` · ${other}` : ''}
      </span>
    </div>
  )
}
