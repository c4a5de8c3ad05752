/** Control lines that a parcel intersects. Missing data are shown as "no data", never as "clear". */

import type {
  ConcernedLine,
  ControlLineKindResult as KindResult,
} from '../../geodata/model/answers/control-lines.ts'
import { severities } from '../../geodata/model/codes.ts'
import { coverageTitles } from '../../geodata/model/planning/coverage.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { formatArea, formatDate, formatLength, formatNumber } from '../format.ts'
import { messages } from './messages.ts'

const order: Readonly<Record<KindResult['result'], number>> = {
  concerned: 0,
  partly_covered: 1,
  no_data: 2,
  not_concerned: 3,
}

interface LineProps {
  readonly context: DeskContext
  readonly line: ConcernedLine
  readonly rule: KindResult['rule']
}

function Line({ context, line, rule }: LineProps) {
  const spoken = context.language.value
  const date = (value: string | null) => (value ? formatDate(value, 'date', spoken) : '')
  const rows = [
    [messages.heightLimit, line.height_limit_m === null ? null : formatLength(line.height_limit_m, spoken)],
    [messages.status, line.legal_status],
    [messages.valid, line.valid_from ? `${date(line.valid_from)} – ${date(line.valid_to)}` : null],
    [messages.office, line.office],
    [messages.document, line.document],
    [messages.article, line.in_force ? rule?.article[spoken] : null],
  ] as const
  const name = (spoken === 'en' ? line.name_en : null) ?? line.name
  return (
    <div class="control-line">
      {name && (
        <button
          type="button"
          class="text-button"
          onClick={() => context.openCard({ layer: 'control_lines', id: line.id })}
        >
          {name}
        </button>
      )}
      {!line.in_force && <p class="muted small">{messages.expired[spoken]}</p>}
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
    </div>
  )
}

function Slivers({
  context,
  slivers,
}: {
  readonly context: DeskContext
  readonly slivers: KindResult['slivers']
}) {
  const spoken = context.language.value
  if (slivers.length === 0) return null
  return (
    <div class="slivers">
      <p class="small">{messages.slivers[spoken]}</p>
      <ul class="plain small muted">
        {slivers.map(({ id, name, area_m2, reason_text }) => (
          <li key={id}>
            {name ?? id} · {formatArea(area_m2, spoken)} · {reason_text[spoken]}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Which surveys the result rests on, and the share of the parcel that they cover. */
function Coverages({ context, result }: { readonly context: DeskContext; readonly result: KindResult }) {
  const spoken = context.language.value
  const { coverages, covered_percent } = result
  return (
    <div class="coverages small">
      {covered_percent < 100 && coverages.length > 0 && (
        <p>
          {messages.covered[spoken]} {formatNumber(covered_percent, spoken, 1)}%
        </p>
      )}
      {coverages.length === 0 && <p class="muted">{messages.uncovered[spoken]}</p>}
      {coverages.map(({ id, name, name_en, surveyed_on, surveyed_by, document }) => (
        <p key={id} class="muted">
          <button
            type="button"
            class="text-button"
            onClick={() => context.openCard({ layer: 'coverages', id })}
          >
            {(spoken === 'en' ? name_en : null) ?? name ?? messages.survey[spoken]}
          </button>
          {surveyed_by && <span lang="zh-CN"> · {surveyed_by}</span>}
          {surveyed_on && ` · ${formatDate(surveyed_on, 'date', spoken)}`}
          {document && <span lang="zh-CN"> · {document}</span>}
        </p>
      ))}
    </div>
  )
}

function Kind({ context, result }: { readonly context: DeskContext; readonly result: KindResult }) {
  const spoken = context.language.value
  const pair = tokens.controlLine[result.kind as keyof typeof tokens.controlLine]
  const colour = pair?.[context.theme.value] ?? tokens.map[context.theme.value].label
  const severity = result.severity
    ? severities[result.severity as keyof typeof severities]?.title[spoken]
    : undefined
  const head = (
    <>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <rect
          x="1"
          y="1"
          width="12"
          height="12"
          rx="3"
          fill={colour}
          fill-opacity="0.25"
          stroke={colour}
          stroke-width="2"
        />
      </svg>
      <span class="control-title">{result.title[spoken]}</span>
      <span class={`result ${result.result}`} data-severity={result.severity ?? undefined}>
        {coverageTitles[result.result][spoken]}
        {severity ? ` · ${severity}` : ''}
      </span>
    </>
  )
  return (
    <li>
      <details open={result.result === 'concerned' || result.result === 'partly_covered'}>
        <summary class="control-kind">{head}</summary>
        {result.result === 'concerned' && (
          <p class="control-area">
            <strong>{formatArea(result.area_m2, spoken)}</strong> · {messages.ofParcel[spoken]}{' '}
            {formatNumber(result.percent, spoken, 1)}%
          </p>
        )}
        {result.lines.map((line) => (
          <Line key={line.id} context={context} line={line} rule={result.rule} />
        ))}
        <Slivers context={context} slivers={result.slivers} />
        <Coverages context={context} result={result} />
      </details>
    </li>
  )
}

export function ControlResults({
  context,
  kinds,
}: {
  readonly context: DeskContext
  readonly kinds: readonly KindResult[]
}) {
  const sorted = [...kinds].sort((a, b) => order[a.result] - order[b.result])
  return (
    <ul class="plain control-kinds">
      {sorted.map((result) => (
        <Kind key={result.kind} context={context} result={result} />
      ))}
    </ul>
  )
}
