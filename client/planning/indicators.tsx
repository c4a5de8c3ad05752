/** A parcel's indicators and limits, each with its verdict and the source of the limit. */
import type { ControlLines } from '../../geodata/model/answers/control-lines.ts'
import { type IndicatorId, indicatorTitles, verdictTitles } from '../../geodata/model/planning/indicators.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { messages } from './messages.ts'

type Indicator = ControlLines['indicators'][number]

const none: Text = { zh: '', en: '' }
const percent: Text = { zh: '%', en: '%' }

const units: Readonly<Record<IndicatorId, Text>> = {
  far: none,
  building_density: percent,
  green_ratio: percent,
  height: { zh: ' 米', en: ' m' },
}

/** The bar ends a fifth beyond the largest number. Contradictory limits allow nothing. */
function Bar({ value, min, max, verdict }: Indicator) {
  const scale = Math.max(value, min ?? 0, max ?? 0) * 1.2 || 1
  const at = (amount: number) => (100 * amount) / scale
  const allowed = verdict === 'contradictory' ? 0 : at(max ?? scale) - at(min ?? 0)
  return (
    <svg class="indicator-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect y={2} width={100} height={4} class="list-bar-ground" />
      <rect y={2} x={at(min ?? 0)} width={allowed} height={4} class="indicator-allowed" />
      <rect y={2} width={at(value)} height={4} class="indicator-value" />
      {min !== null && <rect x={at(min) - 0.4} width={0.8} height={8} class="indicator-limit" />}
      {max !== null && <rect x={at(max) - 0.4} width={0.8} height={8} class="indicator-limit" />}
    </svg>
  )
}

interface Props {
  readonly context: DeskContext
  readonly indicator: Indicator
}

/** The control line behind a limit, by name; it opens the line's card. */
function LimitedBy({ context, indicator: { limited_by, verdict } }: Props) {
  const spoken = context.language.value
  if (limited_by === null) return null
  const { line_id, title, name, percent: share } = limited_by
  return (
    <p class="indicator-limits">
      {messages.limitOf[spoken]} {messages.ofParcel[spoken]} {formatNumber(share, spoken, 1)}%{' '}
      <button
        type="button"
        class="text-button"
        onClick={() => context.openCard({ layer: 'control_lines', id: line_id })}
      >
        {name ? `${title[spoken]} · ${name}` : title[spoken]}
      </button>
      {verdict === 'check' && <span class="indicator-advice">{messages.checkAdvice[spoken]}</span>}
    </p>
  )
}

function IndicatorRow({ context, indicator }: Props) {
  const spoken = context.language.value
  const { id, value, min, max, verdict } = indicator
  const unit = units[id]
  // A ratio always has a decimal: 1.0.
  const least = id === 'far' ? 1 : 0
  const number = (amount: number) => `${formatNumber(amount, spoken, 2, least)}${unit[spoken]}`
  const limits = [
    min === null ? null : `${messages.least[spoken]} ${number(min)}`,
    max === null ? null : `${messages.most[spoken]} ${number(max)}`,
  ].filter(Boolean)
  return (
    <li class="indicator" data-verdict={verdict}>
      <span class="list-name">{indicatorTitles[id][spoken]}</span>
      <span>
        <strong>{number(value)}</strong>
        {verdict !== 'unlimited' && <span class="verdict">{verdictTitles[verdict][spoken]}</span>}
      </span>
      <Bar {...indicator} />
      {limits.length > 0 && <span class="indicator-limits">{limits.join(' · ')}</span>}
      {verdict === 'contradictory' && (
        <p class="indicator-limits indicator-advice">{messages.contradictoryAdvice[spoken]}</p>
      )}
      <LimitedBy context={context} indicator={indicator} />
    </li>
  )
}

export function Indicators({
  context,
  indicators,
}: {
  readonly context: DeskContext
  readonly indicators: readonly Indicator[]
}) {
  const spoken = context.language.value
  if (indicators.length === 0) return null
  return (
    // No landmark, because an extract of the same parcel may be open over its card.
    <div>
      <h3>{messages.indicators[spoken]}</h3>
      <ul class="plain indicators">
        {indicators.map((indicator) => (
          <IndicatorRow key={indicator.id} context={context} indicator={indicator} />
        ))}
      </ul>
    </div>
  )
}
