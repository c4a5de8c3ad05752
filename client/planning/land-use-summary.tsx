/** The desk's panel: area of parcels by land use, level 1 with level 2 below. */

import type { LandUseSummary as Summary } from '../../geodata/model/answers/land-use-summary.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { landUseColour } from '../../geodata/model/land-use-colours.ts'
import type { DeskContext } from '../desk.ts'
import { formatArea, formatHectares, formatNumber } from '../format.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { messages } from './messages.ts'

interface Group {
  readonly code: string
  readonly area: number
  readonly percent: number
  readonly members: Summary['classes']
}

/** Classes grouped by level 1, the largest first. */
export function groupClasses(classes: Summary['classes']): Group[] {
  const codes = [...new Set(classes.map(({ code, first_level }) => first_level ?? code))]
  return codes
    .map((code) => {
      const members = classes.filter((one) => (one.first_level ?? one.code) === code)
      return {
        code,
        area: members.reduce((sum, { area_m2 }) => sum + area_m2, 0),
        percent: members.reduce((sum, { percent }) => sum + percent, 0),
        members: [...members].sort((a, b) => b.area_m2 - a.area_m2),
      }
    })
    .sort((a, b) => b.area - a.area)
}

function GroupRow({ context, group }: { readonly context: DeskContext; readonly group: Group }) {
  const spoken = context.language.value
  const colourOf = (code: string) => landUseColour(code, context.theme.value)
  const colour = colourOf(group.members[0]?.code ?? group.code)
  return (
    <li>
      <details class="land-use">
        <summary class="list-row">
          <span class="list-name">
            <Chip colour={colour} /> {landUseClasses.get(group.code)?.title[spoken] ?? group.code}
          </span>
          <span class="list-figure">
            <span class="muted">{formatHectares(group.area, spoken)}</span>{' '}
            {group.percent < 0.1 ? '<0.1' : formatNumber(group.percent, spoken, 1)}%
          </span>
          <svg class="list-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={100} height={4} class="list-bar-ground" />
            <rect width={Math.max(0.8, group.percent)} height={4} fill={colour} />
          </svg>
        </summary>
        <ul class="plain keyed">
          {group.members.map(({ code, title, area_m2, count }) => (
            <li key={code}>
              <Chip colour={colourOf(code)} />
              <span>
                {code} {title[spoken]}
              </span>
              <span class="muted">
                {formatArea(area_m2, spoken)} · {formatNumber(count, spoken, 0)} {messages.plots[spoken]}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

function Chip({ colour }: { readonly colour: string }) {
  return (
    <svg class="land-use-chip" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <rect x="0.500" y="0.500" width="13" height="13" rx="3" fill={colour} />
    </svg>
  )
}

export function LandUseSummary({
  context,
  summary,
}: {
  readonly context: DeskContext
  readonly summary: Summary
}) {
  const spoken = context.language.value
  const groups = groupClasses(summary.classes)
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { percent }) => sum + percent, 0),
  )
  if (summary.count === 0) {
    return (
      <>
        <h2>{messages.title[spoken]}</h2>
        <EmptyState text={messages.empty[spoken]} />
      </>
    )
  }
  return (
    <>
      <h2>{messages.title[spoken]}</h2>
      <p class="muted">
        {formatNumber(summary.count, spoken, 0)} {messages.parcels[spoken]}{' '}
        {formatHectares(summary.area_m2, spoken)}
      </p>
      <p class="hint">{messages.pick[spoken]}</p>
      <section class="desk-section" aria-label={messages.landUse[spoken]}>
        <h3>{messages.landUse[spoken]}</h3>
        <svg class="stacked tall" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          {groups.map(({ code, percent, members }, index) => (
            <rect
              key={code}
              x={starts[index] ?? 0}
              width={percent}
              height={6}
              fill={landUseColour(members[0]?.code ?? code, context.theme.value)}
            />
          ))}
        </svg>
        <ul class="plain list">
          {groups.map((group) => (
            <GroupRow key={group.code} context={context} group={group} />
          ))}
        </ul>
        <p class="muted small">{messages.plane[spoken]}</p>
      </section>
    </>
  )
}
