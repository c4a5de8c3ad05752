/** Section of a parcel's card: indicators with limits, and the control lines that it intersects. */
import { useEffect } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import { ControlResults } from './control-results.tsx'
import type { Indicator } from './indicators.ts'
import { indicatorsOf } from './indicators.ts'
import { messages } from './messages.ts'
import type { Overlaps } from './overlaps.ts'
import { readControlLines } from './planning-data.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
  /** Null until the parcel is loaded. */
  readonly properties: Readonly<Record<string, unknown>> | null
  readonly overlaps: Overlaps
}

function IndicatorBar({
  context,
  indicator,
}: {
  readonly context: DeskContext
  readonly indicator: Indicator
}) {
  const spoken = context.language.value
  const { title, value, least, most, unit, verdict, scale } = indicator
  const at = (amount: number) => (100 * amount) / scale
  const number = (amount: number) => `${formatNumber(amount, spoken, 2)}${unit[spoken]}`
  const limits = [
    least === null ? null : `${messages.least[spoken]} ${number(least)}`,
    most === null ? null : `${messages.most[spoken]} ${number(most)}`,
  ].filter(Boolean)
  return (
    <li class={`indicator ${verdict}`}>
      <span class="list-name">{title[spoken]}</span>
      <span>
        <strong>{number(value)}</strong>
        {verdict !== 'unlimited' && <span class="verdict">{messages[verdict][spoken]}</span>}
      </span>
      <svg class="indicator-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect y={2} width={100} height={4} class="list-bar-ground" />
        <rect
          y={2}
          x={at(least ?? 0)}
          width={at(most ?? scale) - at(least ?? 0)}
          height={4}
          class="indicator-allowed"
        />
        <rect y={2} width={at(value)} height={4} class="indicator-value" />
        {least !== null && <rect x={at(least) - 0.4} width={0.8} height={8} class="indicator-limit" />}
        {most !== null && <rect x={at(most) - 0.4} width={0.8} height={8} class="indicator-limit" />}
      </svg>
      {limits.length > 0 && <span class="indicator-limits">{limits.join(' · ')}</span>}
    </li>
  )
}

export function ParcelSection({ context, id, properties, overlaps }: Props) {
  const results = useResource(`/planning/parcels/${id}/control-lines`, readControlLines)
  const found = results.value
  useEffect(() => {
    if (found) overlaps.show(found)
    return () => overlaps.clear()
  }, [found])
  const spoken = context.language.value
  const indicators = properties ? indicatorsOf(properties) : []
  return (
    <>
      {indicators.length > 0 && (
        <section aria-label={messages.indicators[spoken]}>
          <h3>{messages.indicators[spoken]}</h3>
          <ul class="plain indicators">
            {indicators.map((indicator) => (
              <IndicatorBar key={indicator.title.en} context={context} indicator={indicator} />
            ))}
          </ul>
        </section>
      )}
      <section class="desk-section" aria-label={messages.lines[spoken]}>
        <h3>
          {messages.lines[spoken]} · {messages.plane[spoken]}
        </h3>
        <Loaded resource={results}>
          {({ kinds }) => <ControlResults context={context} kinds={kinds} />}
        </Loaded>
      </section>
    </>
  )
}
