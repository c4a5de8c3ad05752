/** A stop of the plan: a field that searches for places, and its buttons. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { SearchHit } from '../../../geodata/model/answers/search.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { messages as page } from '../../messages.ts'
import { Icon } from '../../parts/icons.tsx'
import { source } from '../../source/chosen.ts'
import { isAbort } from '../../source/request.ts'
import { messages } from './messages.ts'
import type { Stop } from './plan-address.ts'

interface Props {
  readonly context: DeskContext
  readonly stop: Stop | null
  readonly label: Text
  /** A letter or number, as on the map. */
  readonly mark: string
  readonly isPicking: boolean
  readonly onStop: (stop: Stop | null) => void
  readonly onPick: () => void
  readonly onMove: ((by: -1 | 1) => void) | null
  readonly onRemove: (() => void) | null
}

const PAUSE_MS = 250
const MOST_HITS = 5

export function nameOfStop(stop: Stop | null, spoken: 'zh' | 'en'): string {
  if (!stop) return ''
  if (stop.isOwn) return messages.own[spoken]
  return stop.name?.[spoken] ?? messages.onMap[spoken]
}

/** Asks for the reader's position; calls back once it is known. */
export function askOwn(context: DeskContext, onStop: (stop: Stop) => void): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude } }) => {
      if (!context.signal.aborted) onStop({ at: [longitude, latitude], name: null, isOwn: true })
    },
    ({ code }) =>
      context.notify({ kind: 'information', text: code === 1 ? page.locateDenied : page.locateFailed }),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  )
}

/** Hits for a typed text, with a pause between keys. */
function useHits(context: DeskContext, text: string | null): readonly SearchHit[] {
  const hits = useSignal<readonly SearchHit[]>([])
  useEffect(() => {
    if (text === null || text.trim() === '') {
      hits.value = []
      return
    }
    const abort = new AbortController()
    const near = context.map.camera.peek().center
    const timer = window.setTimeout(() => {
      source
        .search({ text, language: context.language.peek(), near, limit: MOST_HITS }, abort.signal)
        .then(({ results }) => {
          hits.value = results
        })
        .catch((error: unknown) => {
          if (!isAbort(error)) hits.value = []
        })
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      abort.abort()
    }
  }, [text])
  return hits.value
}

function Hits({ id, hits, active, spoken, onChoose }: HitsProps) {
  return (
    <div class="plan-hits" id={id} role="listbox" aria-label={messages.searchPlace[spoken]}>
      {hits.map((hit, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={`${hit.layer}.${hit.feature_id}.${hit.name}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          class="plan-hit"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(hit)}
        >
          <span>{(spoken === 'en' ? hit.name_en : null) ?? hit.name}</span>
          <span class="muted small">{hit.kind_title[spoken]}</span>
        </div>
      ))}
    </div>
  )
}

interface HitsProps {
  readonly id: string
  readonly hits: readonly SearchHit[]
  readonly active: number
  readonly spoken: 'zh' | 'en'
  readonly onChoose: (hit: SearchHit) => void
}

function Field({ context, stop, label, mark, isPicking, onStop }: Props) {
  const spoken = context.language.value
  const typed = useSignal<string | null>(null)
  const active = useSignal(0)
  const hits = useHits(context, typed.value)
  const field = useRef<HTMLInputElement>(null)
  const id = `plan-hits-${mark}`
  const isOpen = typed.value !== null && hits.length > 0
  const choose = (hit: SearchHit) => {
    typed.value = null
    active.value = 0
    onStop({ at: [hit.lon, hit.lat], name: { zh: hit.name, en: hit.name_en ?? hit.name }, isOwn: false })
  }
  return (
    <div class="plan-field">
      <input
        ref={field}
        type="text"
        role="combobox"
        autocomplete="off"
        enterkeyhint="search"
        aria-label={label[spoken]}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${id}-${active.value}` : undefined}
        placeholder={isPicking ? messages.pick[spoken] : label[spoken]}
        value={typed.value ?? nameOfStop(stop, spoken)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          typed.value = null
        }}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          active.value = 0
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return
          const hit = hits[active.value]
          if (event.key === 'Enter' && isOpen && hit) choose(hit)
          else if (event.key === 'ArrowDown' && isOpen)
            active.value = Math.min(hits.length - 1, active.value + 1)
          else if (event.key === 'ArrowUp' && isOpen) active.value = Math.max(0, active.value - 1)
          else if (event.key === 'Escape' && typed.value !== null) typed.value = null
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {isOpen && <Hits id={id} hits={hits} active={active.value} spoken={spoken} onChoose={choose} />}
    </div>
  )
}

interface ButtonProps {
  readonly name: string
  readonly icon: 'locate' | 'target' | 'close' | 'chevron'
  readonly flips?: boolean
  readonly isPressed?: boolean
  readonly onClick: () => void
}

function RowButton({ name, icon, flips, isPressed, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      class={`plan-button ${flips ? 'flips' : ''}`}
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
    </button>
  )
}

export function StopRow(props: Props) {
  const { context, stop, label, mark, isPicking, onStop, onPick, onMove, onRemove } = props
  const spoken = context.language.value
  const named = (word: Text) => `${word[spoken]}${spoken === 'zh' ? '：' : ': '}${label[spoken]}`
  return (
    <li class="plan-stop">
      <span class="plan-mark" aria-hidden="true">
        {mark}
      </span>
      <Field {...props} />
      {stop === null && (
        <RowButton name={named(messages.useOwn)} icon="locate" onClick={() => askOwn(context, onStop)} />
      )}
      <RowButton name={named(messages.pick)} icon="target" isPressed={isPicking} onClick={onPick} />
      {stop !== null && onMove && (
        <RowButton name={named(messages.up)} icon="chevron" flips onClick={() => onMove(-1)} />
      )}
      {(stop !== null || onRemove) && (
        <RowButton
          name={named(onRemove ? messages.remove : messages.clear)}
          icon="close"
          onClick={() => (onRemove ? onRemove() : onStop(null))}
        />
      )}
    </li>
  )
}
