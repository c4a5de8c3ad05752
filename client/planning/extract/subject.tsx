/** One piece of ground of an extract. */
import type { ComponentChildren } from 'preact'
import type { ExtractSubject, Surroundings } from '../../../geodata/model/answers/planning-extract.ts'
import { changedTitles } from '../../../geodata/model/planning/changed-columns.ts'
import { coverageTitles } from '../../../geodata/model/planning/coverage.ts'
import type { DeskContext } from '../../desk.ts'
import { formatArea, formatDate, formatLength, formatNumber } from '../../format.ts'
import { ControlResults } from '../control-results.tsx'
import { Indicators } from '../indicators.tsx'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly subject: ExtractSubject
}

export function Subject({ context, subject, around }: Props & { readonly around: Surroundings | null }) {
  const spoken = context.language.value
  const { parcel, notes, kinds } = subject
  return (
    <section class="extract-subject">
      <h3>{parcel?.code ?? messages.drawn[spoken]}</h3>
      {notes.map((note) => (
        <p key={note.en} class="message">
          {note[spoken]}
        </p>
      ))}
      <Facts context={context} subject={subject} />
      <Part title={messages.lines[spoken]}>
        <ControlResults context={context} kinds={kinds} />
      </Part>
      <Indicators context={context} indicators={subject.indicators} />
      <Plans context={context} subject={subject} />
      <Uses context={context} subject={subject} />
      {around && <Around context={context} around={around} />}
      <Past context={context} subject={subject} />
    </section>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="desk-section">
      <h4>{title}</h4>
      {children}
    </section>
  )
}

function Facts({ context, subject }: Props) {
  const spoken = context.language.value
  const { parcel, area_m2 } = subject
  const rows = [
    [messages.area, formatArea(area_m2, spoken)],
    [messages.registered, parcel && formatArea(parcel.registered_m2, spoken)],
    [messages.landUse, parcel && `${parcel.land_use.code} ${parcel.land_use.title[spoken]}`],
    [messages.state, parcel?.state[spoken]],
    [messages.tenure, parcel?.tenure[spoken]],
    [messages.holder, parcel?.holder],
    [messages.address, parcel?.address],
  ] as const
  return (
    <dl class="attributes compact">
      {rows.map(([title, value]) =>
        value ? (
          <div key={title.en}>
            <dt>{title[spoken]}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function Plans({ context, subject }: Props) {
  const spoken = context.language.value
  const { list, result } = subject.plans
  return (
    <Part title={`${messages.plans[spoken]} · ${coverageTitles[result][spoken]}`}>
      <ul class="plain small">
        {list.map(({ id, code, name, name_en, state_title, land_use, area_m2, percent }) => (
          <li key={id}>
            {code} {(spoken === 'en' ? name_en : null) ?? name} · {state_title[spoken]} · {land_use.code}{' '}
            {land_use.title[spoken]} · {formatArea(area_m2, spoken)} · {formatNumber(percent, spoken, 1)}%
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Uses({ context, subject }: Props) {
  const spoken = context.language.value
  const { actual, planned } = subject.land_use
  const rows = [
    ...actual.map((use) => ({ use, which: messages.actual })),
    ...planned.map((use) => ({ use, which: messages.planned })),
  ]
  return (
    <Part title={messages.uses[spoken]}>
      <ul class="plain small">
        {rows.map(({ use: { land_use, area_m2, percent }, which }) => (
          <li key={`${which.en} ${land_use.code} ${land_use.detail}`}>
            {which[spoken]} · {land_use.code} {land_use.title[spoken]} · {formatArea(area_m2, spoken)} ·{' '}
            {formatNumber(percent, spoken, 1)}%
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Around({ context, around }: { readonly context: DeskContext; readonly around: Surroundings }) {
  const spoken = context.language.value
  const { terrain, walking } = around
  return (
    <>
      {terrain && (
        <Part title={messages.terrain[spoken]}>
          <p class="small">
            {terrain.lowest_m}–{terrain.highest_m} m
            {terrain.mean_slope_percent !== null &&
              ` · ${messages.slope[spoken]} ${terrain.mean_slope_percent}%`}{' '}
            · {terrain.source}
          </p>
        </Part>
      )}
      {walking && (
        <Part title={messages.walking[spoken]}>
          {walking.reach.length === 0 && <p class="small muted">{messages.none[spoken]}</p>}
          <ul class="plain small">
            {walking.reach.map(({ kind, title, name, seconds, metres, within_15_minutes }) => (
              <li key={kind}>
                {title[spoken]} × {within_15_minutes} · {name ?? ''} {Math.ceil(seconds / 60)}{' '}
                {messages.minutes[spoken]} · {formatLength(metres, spoken)}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Past({ context, subject }: Props) {
  const spoken = context.language.value
  const { neighbours, history } = subject
  return (
    <>
      {neighbours.length > 0 && (
        <Part title={messages.neighbours[spoken]}>
          <ul class="plain small">
            {neighbours.map(({ id, code, land_use, shared_m }) => (
              <li key={id}>
                {code} · {land_use.title[spoken]} · {formatLength(shared_m, spoken)}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {history.length > 0 && (
        <Part title={messages.history[spoken]}>
          <ul class="plain small">
            {history.map(({ id, until, code, changed, ended_for }) => (
              <li key={`${id} ${until}`}>
                {formatDate(until, 'datetime', spoken)} · {code} · {changedTitles(changed, spoken)}
                {ended_for && <span class="extract-why"> · {ended_for}</span>}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}
