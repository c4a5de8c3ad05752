/** Area of parcels by land use, level 1 with level 2 below; a class filters the map and the table. */
import { useSignal } from '@preact/signals'
import type { LandUseSummary as Summary } from '../../geodata/model/answers/land-use-summary.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { landUseColour } from '../../geodata/model/land-use-colours.ts'
import type { DeskContext } from '../desk.ts'
import { formatHectares, formatNumber } from '../format.ts'
import { Icon } from '../parts/icons.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { LandUseChip } from './land-use-chip.tsx'
import { groupClasses, type LandUseGroup } from './land-use-groups.ts'
import { messages } from './messages.ts'
import { choose, filter, toggled } from './parcel-choice.ts'

interface ClassProps {
  readonly context: DeskContext
  readonly code: string
  readonly area: number
  readonly percent: number
  readonly colour: string
}

/** A class with area and share, as a button that filters by it. */
function ClassButton({ context, code, area, percent, colour }: ClassProps) {
  const spoken = context.language.value
  const { use } = filter.value
  return (
    <button
      type="button"
      class="list-row land-use-row"
      aria-pressed={use.includes(code)}
      onClick={() => choose({ use: toggled(use, code) })}
    >
      <span class="list-name">
        <LandUseChip colour={colour} /> <span class="muted">{code}</span>{' '}
        {landUseClasses.get(code)?.title[spoken] ?? code}
      </span>
      <span class="list-figure">
        {formatHectares(area, spoken)} · {percent < 0.1 ? '<0.1' : formatNumber(percent, spoken, 1)}%
      </span>
      <svg class="list-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100} height={4} class="list-bar-ground" />
        <rect width={Math.max(0.8, percent)} height={4} fill={colour} />
      </svg>
    </button>
  )
}

function GroupRow({ context, group }: { readonly context: DeskContext; readonly group: LandUseGroup }) {
  const spoken = context.language.value
  const isOpen = useSignal(group.members.some(({ code }) => filter.peek().use.includes(code)))
  const colourOf = (code: string) => landUseColour(code, context.theme.value)
  const title = landUseClasses.get(group.code)?.title[spoken] ?? group.code
  return (
    <li class="land-use">
      <div class="land-use-head">
        <ClassButton
          context={context}
          {...{ code: group.code, area: group.area, percent: group.percent }}
          colour={colourOf(group.members[0]?.code ?? group.code)}
        />
        <button
          type="button"
          class="icon-button"
          aria-expanded={isOpen.value}
          aria-label={`${messages.members[spoken]} ${title}`}
          onClick={() => {
            isOpen.value = !isOpen.value
          }}
        >
          <Icon name="chevron" size={16} />
        </button>
      </div>
      {isOpen.value && (
        <ul class="plain land-use-members">
          {group.members.map(({ code, area_m2, percent }) => (
            <li key={code}>
              <ClassButton context={context} {...{ code, percent, area: area_m2 }} colour={colourOf(code)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

export function LandUseComposition({
  context,
  classes,
}: {
  readonly context: DeskContext
  readonly classes: Summary['classes']
}) {
  const spoken = context.language.value
  const list = useRovingFocus('button')
  const groups = groupClasses(classes)
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { percent }) => sum + percent, 0),
  )
  return (
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
      <p class="muted small">{messages.useHint[spoken]}</p>
      <ul class="plain list" ref={list}>
        {groups.map((group) => (
          <GroupRow key={group.code} context={context} group={group} />
        ))}
      </ul>
      <p class="muted small">{messages.plane[spoken]}</p>
    </section>
  )
}
