/** The search field: a combobox with a listbox, after the ARIA pattern. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { SearchHit } from '../../geodata/model/answers/search.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { viewerChanges } from '../viewer.ts'
import { openCategory } from './open-category.ts'
import { nameOf, searchFor } from './search-hits.ts'
import { SearchResults } from './search-results.tsx'
import { type Choice, choicesOf, hits, query, resultsWanted } from './search-state.ts'

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
    viewerChanges.value
    if (text === '') {
      hits.value = null
      return
    }
    const abort = new AbortController()
    const timer = window.setTimeout(() => {
      if (hits.peek() === null) hits.value = 'searching'
      const again = () => {
        attempt.value += 1
        resultsWanted.value = true
      }
      void searchFor(text, spoken, abort.signal, again).then((found) => {
        // The reader types on: only the newest search shows its state.
        if (abort.signal.aborted) return
        if (found === null) {
          hits.value = null
          return
        }
        hits.value = found
        answered.value = text
        active.value = choicesOf(found).length > 0 ? 0 : -1
      })
    }, PAUSE)
    return () => {
      window.clearTimeout(timer)
      abort.abort()
    }
  })

  const isCurrent = answered.value === query.value.trim()
  const answer = isCurrent && hits.value !== 'searching' ? hits.value : null
  const found = answer ? choicesOf(answer) : []
  const shown = resultsWanted.value && query.value.trim() !== ''

  const choose = (choice: Choice) => {
    resultsWanted.value = false
    input.current?.blur()
    if (choice.is === 'hit') {
      query.value = nameOf(choice.hit, language.value)
      onChoose(choice.hit)
    } else if (hits.value && hits.value !== 'searching') openCategory(choice.category, hits.value)
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
      const choice = found[active.value]
      if (shown && choice) choose(choice)
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
