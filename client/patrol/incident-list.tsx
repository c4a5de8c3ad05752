/** The list of incidents: status, filters, rows by urgency, and pending changes. */
import { useEffect, useRef } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { ListFilters } from './incident-filters.tsx'
import { type ListFilter, type Status, statuses } from './incident-query.ts'
import type { IncidentQueue, QueueRows } from './incident-queue.ts'
import { IncidentRow } from './incident-row.tsx'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly queue: IncidentQueue
}

const statusTitles = {
  open: messages.statusOpen,
  overdue: messages.statusOverdue,
  closed: messages.statusClosed,
  all: messages.statusAll,
} satisfies Record<Status, unknown>

const nothing = {
  open: messages.noneOpen,
  overdue: messages.noneOverdue,
  closed: messages.noneListed,
  all: messages.noneListed,
} satisfies Record<Status, unknown>

/** Returns true if a list filters by more than its status. */
const isNarrowed = ({ zone, kind, follows }: ListFilter) => zone !== null || kind !== null || follows

function StatusChoice({ context, state }: Props) {
  const spoken = context.language.value
  const filter = state.listFilter.value
  return (
    <fieldset class="patrol-segments">
      <legend class="visually-hidden">{messages.status[spoken]}</legend>
      {statuses.map((status) => (
        <label key={status}>
          <input
            type="radio"
            name="patrol-status"
            value={status}
            checked={filter.status === status}
            onChange={() => {
              state.listFilter.value = { ...filter, status }
            }}
          />
          <span>{statusTitles[status][spoken]}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Shows how much changed while the user works in the list, with a button that applies the changes. */
function Updates({ context, queue, rows }: Props & { readonly rows: QueueRows }) {
  const spoken = context.language.value
  const { waiting, gone } = rows
  if (waiting === 0 && gone.size === 0) return null
  const parts = [
    waiting > 0 ? `${waiting} ${messages.newRows[spoken]}` : '',
    gone.size > 0 ? `${gone.size} ${messages.changedRows[spoken]}` : '',
  ].filter((part) => part !== '')
  return (
    <button type="button" class="patrol-updates" onClick={() => queue.update()}>
      {messages.showUpdates[spoken]} · {parts.join(spoken === 'zh' ? '，' : ', ')}
    </button>
  )
}

/** Keeps rows in place while the pointer or the focus is on them. */
function useHold(queue: IncidentQueue) {
  const hands = useRef({ pointer: false, focus: false })
  const update = (change: Partial<typeof hands.current>) => {
    Object.assign(hands.current, change)
    queue.hold(hands.current.pointer || hands.current.focus)
  }
  return {
    onPointerEnter: () => update({ pointer: true }),
    onPointerLeave: () => update({ pointer: false }),
    onFocusIn: () => update({ focus: true }),
    onFocusOut: (event: FocusEvent) => {
      const inside = (event.currentTarget as Element).contains(event.relatedTarget as Node | null)
      if (!inside) update({ focus: false })
    },
  }
}

function Rows({ context, state, queue, rows }: Props & { readonly rows: QueueRows }) {
  const list = useRovingFocus('button')
  const hold = useHold(queue)
  return (
    <ul class="plain list" ref={list} {...hold} aria-label={messages.incidents[context.language.value]}>
      {rows.rows.map((incident) => (
        <IncidentRow
          key={incident.id}
          context={context}
          state={state}
          incident={incident}
          isGone={rows.gone.has(incident.id)}
        />
      ))}
    </ul>
  )
}

function Count({ context, state, rows }: Pick<Props, 'context' | 'state'> & { readonly rows: QueueRows }) {
  const spoken = context.language.value
  const { status } = state.listFilter.value
  const matched = formatNumber(rows.matched, spoken, 0)
  return (
    <p class="muted small patrol-count" role="status">
      {rows.matched === 0
        ? nothing[status][spoken]
        : spoken === 'zh'
          ? `共 ${matched} 起`
          : `${matched} in all`}
    </p>
  )
}

function Body(props: Props) {
  const { context, queue } = props
  const spoken = context.language.value
  const rows = queue.shown.value
  const failure = queue.failure.value
  return (
    <>
      {failure && (
        <p class="patrol-stale" role="alert">
          {failure[spoken]}{' '}
          <button type="button" class="text-button" onClick={() => queue.refresh()}>
            {messages.retry[spoken]}
          </button>
        </p>
      )}
      {rows && (
        <>
          <Updates {...props} rows={rows} />
          <Rows {...props} rows={rows} />
          <div class="patrol-list-foot">
            <Count {...props} rows={rows} />
            {rows.next !== null && (
              <button type="button" class="text-button" onClick={() => void queue.more()}>
                {messages.more[spoken]}
              </button>
            )}
          </div>
        </>
      )}
    </>
  )
}

export function IncidentList(props: Props) {
  const { context, state } = props
  const spoken = context.language.value
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = state.listAsked.value
  useEffect(() => {
    if (asked === 0) return
    heading.current?.scrollIntoView({ block: 'start' })
    heading.current?.focus({ preventScroll: true })
  }, [asked])
  const filter = state.listFilter.value
  return (
    <section class="desk-section patrol-incidents" aria-label={messages.incidents[spoken]}>
      <h3 ref={heading} tabIndex={-1}>
        {messages.incidents[spoken]}
      </h3>
      <StatusChoice {...props} />
      <ListFilters context={context} state={state} isNarrowed={isNarrowed(filter)} />
      <Body {...props} />
    </section>
  )
}
