/** What the desk adds to a parcel's card: indicators against limits, and the control lines it touches. */
import { useSignal, useSignalEffect } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { ControlResults } from './control-results.tsx'
import type { Indicator } from './indicators.ts'
import { indicatorsOf } from './indicators.ts'
import { messages } from './messages.ts'
import type { Overlaps } from './overlaps.ts'
import type { ControlLines } from './planning-data.ts'
import { readControlLines } from './planning-data.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
  readonly properties: Readonly<Record<string, unknown>>
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
  const results = useSignal<ControlLines | null>(null)
  const failed = useSignal(false)
  useSignalEffect(() => {
    let isGone = false
    const load = async () => {
      try {
        const found = await context.fetchJson(`/planning/parcels/${id}/control-lines`, readControlLines)
        if (isGone) return
        results.value = found
        overlaps.show(found)
      } catch {
        // The page has said why, with a way to try again.
        failed.value = true
      }
    }
    void load()
    return () => {
      isGone = true
      overlaps.clear()
    }
  })
  const spoken = context.language.value
  const indicators = indicatorsOf(properties)
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
        {results.value && <ControlResults context={context} kinds={results.value.kinds} />}
        {!results.value && !failed.value && (
          <div class="skeleton" role="status" aria-label={messages.loading[spoken]}>
            <span />
            <span />
          </div>
        )}
      </section>
    </>
  )
}
