/** Under the chart: classes of gradients, surfaces, and the warnings in words. */
import type { Signal } from '@preact/signals'
import { surfaces } from '../../../geodata/model/codes.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { tokens } from '../../../geodata/model/tokens.ts'
import { formatLength } from '../../format.ts'
import { useRovingFocus } from '../roving-focus.ts'
import { messages, warningWords } from './messages.ts'
import type { ProfiledWarning, ProfiledWay } from './profiled-way.ts'
import { groupWords, reasonWords, strongest, type WarningGroup, warningGroups } from './words.ts'

interface Props {
  readonly way: ProfiledWay
  readonly spoken: Language
  readonly at: Signal<number | null>
  readonly part: Signal<Range | null>
}

const gradeNames = ['< 3%', '3–6%', '6–8%', '> 8%'] as const

function Keys({ way, spoken }: Pick<Props, 'way' | 'spoken'>) {
  const used = [...new Set(way.parts.map(({ surface }) => surface))]
  return (
    <ul class="plain profile-keys small muted" aria-label={messages.grades[spoken]}>
      {gradeNames.map((name, grade) => (
        <li key={name}>
          <i class={`profile-key profile-grade-${grade}`} aria-hidden="true" />
          {name}
        </li>
      ))}
      {used.map((surface) => (
        <li key={surface}>
          <i
            class="profile-key"
            aria-hidden="true"
            style={{
              background: tokens.surface[surface as keyof typeof tokens.surface] ?? tokens.surface.unknown,
            }}
          />
          {surfaces[surface as keyof typeof surfaces]?.title[spoken] ?? surface}
        </li>
      ))}
    </ul>
  )
}

/** Chooses the next stretch with such a warning. */
function nextOf(warnings: readonly ProfiledWarning[], part: Range | null): ProfiledWarning | undefined {
  return warnings.find(({ from_m }) => part !== null && from_m > part.from_m + 0.5) ?? warnings[0]
}

function Row({ group, part, at, spoken }: Omit<Props, 'way'> & { readonly group: WarningGroup }) {
  const { kind, warnings } = group
  const reason = reasonWords(strongest(group), spoken)
  return (
    <li>
      <button
        type="button"
        class="list-row profile-row"
        onClick={() => {
          const next = nextOf(warnings, part.value)
          if (!next) return
          // A gate has no length.
          const margin = next.to_m - next.from_m < 20 ? 20 : 0
          part.value = { from_m: Math.max(0, next.from_m - margin), to_m: next.to_m + margin }
          at.value = null
        }}
      >
        <span class="list-name">
          <i class={`profile-key profile-warning ${kind}`} aria-hidden="true" />
          {warningWords[kind].full[spoken]}
        </span>
        <span class="list-figure">{groupWords(group, spoken)}</span>
        {reason && <span class="list-more">{reason}</span>}
      </button>
    </li>
  )
}

/** Warnings with different reasons, such as closures, have a row each. */
const rowsOf = (group: WarningGroup): WarningGroup[] =>
  group.warnings.every(({ reason }) => reason === null) ||
  (group.kind !== 'closed' && group.kind !== 'closing')
    ? [group]
    : group.warnings.map((warning) => ({
        kind: group.kind,
        warnings: [warning],
        length_m: warning.to_m - warning.from_m,
      }))

export function Legend({ way, spoken, part, at }: Props) {
  const rows = useRovingFocus()
  const groups = warningGroups(way).flatMap(rowsOf)
  return (
    <>
      <Keys way={way} spoken={spoken} />
      {(groups.length > 0 || (way.gaps?.length ?? 0) > 0) && (
        <ul class="plain list profile-warnings" ref={rows} aria-label={messages.warnings[spoken]}>
          {groups.map((group) => (
            <Row
              key={`${group.kind} ${group.warnings[0]?.from_m}`}
              group={group}
              part={part}
              at={at}
              spoken={spoken}
            />
          ))}
          {way.gaps?.map(({ at_m, vertex, length_m }) => (
            <li key={vertex}>
              <button
                type="button"
                class="list-row profile-row"
                onClick={() => {
                  part.value = { from_m: Math.max(0, at_m - 100), to_m: Math.min(way.length_m, at_m + 100) }
                }}
              >
                <span class="list-name">
                  <i class="profile-key profile-gap" aria-hidden="true" />
                  {messages.gap[spoken]}
                </span>
                <span class="list-figure">{formatLength(at_m, spoken)}</span>
                <span class="list-more">
                  {messages.gapOf[spoken]} {formatLength(length_m, spoken)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
