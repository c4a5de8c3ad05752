/** Zone, type, time and order of the list of incidents. */
import { incidentKinds } from '../../geodata/model/codes.ts'
import type { DeskContext } from '../desk.ts'
import { type ListFilter, type Sort, sorts } from './incident-query.ts'
import { zoneName } from './incident-text.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

interface Option {
  readonly value: string
  readonly title: string
}

interface ChoiceProps {
  readonly title: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChoose: (value: string) => void
}

function Choice({ title, value, options, onChoose }: ChoiceProps) {
  return (
    <label class="patrol-metric">
      <span class="muted small">{title}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  )
}

const sortTitles = { urgency: messages.sortUrgency, newest: messages.sortNewest } satisfies Record<
  Sort,
  unknown
>
const kinds = Object.entries(incidentKinds)

/** Returns the selected filters as text. */
function summaryOf(filter: ListFilter, state: PatrolState, spoken: 'zh' | 'en'): string {
  const { zone, kind, follows, sort } = filter
  const known = kinds.find(([code]) => code === kind)
  return [
    follows ? messages.followed[spoken] : '',
    zone === null ? '' : zoneName(state, zone, spoken),
    known ? known[1].title[spoken] : (kind ?? ''),
    sortTitles[sort][spoken],
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function Choices({ context, state }: Props) {
  const spoken = context.language.value
  const filter = state.listFilter.value
  const change = (part: Partial<ListFilter>) => {
    state.listFilter.value = { ...filter, ...part }
  }
  const zones = state.zones.value.zones.map(({ code }) => ({
    value: code,
    title: zoneName(state, code, spoken),
  }))
  return (
    <div class="patrol-choices">
      <Choice
        title={messages.zone[spoken]}
        value={filter.zone ?? ''}
        options={[{ value: '', title: messages.allZones[spoken] }, ...zones]}
        onChoose={(value) => change({ zone: value || null })}
      />
      <Choice
        title={messages.kind[spoken]}
        value={filter.kind ?? ''}
        options={[
          { value: '', title: messages.allKinds[spoken] },
          ...kinds.map(([value, { title }]) => ({ value, title: title[spoken] })),
        ]}
        onChoose={(value) => change({ kind: value || null })}
      />
      <Choice
        title={messages.period[spoken]}
        value={filter.follows ? 'followed' : ''}
        options={[
          { value: '', title: messages.anyTime[spoken] },
          { value: 'followed', title: messages.followed[spoken] },
        ]}
        onChoose={(value) => change({ follows: value !== '' })}
      />
      <Choice
        title={messages.sort[spoken]}
        value={filter.sort}
        options={sorts.map((value) => ({ value, title: sortTitles[value][spoken] }))}
        onChoose={(value) => change({ sort: sorts.find((one) => one === value) ?? filter.sort })}
      />
    </div>
  )
}

export function ListFilters({ context, state, isNarrowed }: Props & { readonly isNarrowed: boolean }) {
  const spoken = context.language.value
  return (
    <details class="patrol-filters">
      <summary>
        {messages.listFilters[spoken]}
        {isNarrowed && <span class="patrol-filtered" aria-hidden="true" />}
        <span class="muted small">{summaryOf(state.listFilter.value, state, spoken)}</span>
      </summary>
      <Choices context={context} state={state} />
    </details>
  )
}
