/** Filters of parcels: verdict, state, town, area and code. Land use is chosen in its composition. */
import { useMemo } from 'preact/hooks'
import type { LandUseSummary } from '../../geodata/model/answers/land-use-summary.ts'
import type { PlanningArea } from '../../geodata/model/answers/planning-area.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { linanTowns } from '../../geodata/model/linan-towns.ts'
import { verdictTitles } from '../../geodata/model/planning/indicators.ts'
import { isCodePart } from '../../geodata/model/planning/parcel-filter.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { messages } from './messages.ts'
import { choose, filter, toggled } from './parcel-choice.ts'

/** Square metres per hectare. */
const HECTARE = 10_000

interface Props {
  readonly context: DeskContext
  readonly summary: LandUseSummary
  readonly towns: PlanningArea['towns']
}

function Verdicts({ context, summary }: Omit<Props, 'towns'>) {
  const spoken = context.language.value
  const chips = useRovingFocus('button')
  const chosen = filter.value.verdict
  const offered = summary.verdicts.filter(({ verdict, count }) => count > 0 || chosen.includes(verdict))
  return (
    <fieldset class="parcel-verdicts">
      <legend>{messages.verdict[spoken]}</legend>
      <div class="chips" ref={chips}>
        {offered.map(({ verdict, count }) => (
          <button
            key={verdict}
            type="button"
            class="chip"
            data-verdict={verdict}
            aria-pressed={chosen.includes(verdict)}
            onClick={() => choose({ verdict: toggled(chosen, verdict) })}
          >
            {verdictTitles[verdict][spoken]} <span class="muted">{formatNumber(count, spoken, 0)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}

interface SelectProps {
  readonly label: string
  readonly all: string
  readonly value: readonly string[]
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly onChoose: (value: readonly string[]) => void
}

/** Select for one or all values of a list; the address may contain several. */
function Select({ label, all, value, options, onChoose }: SelectProps) {
  const joined = value.join(',')
  const known = joined === '' || options.some(([one]) => one === joined)
  return (
    <label class="parcel-field">
      <span>{label}</span>
      <select
        value={joined}
        onChange={({ currentTarget }) =>
          onChoose(currentTarget.value === '' ? [] : currentTarget.value.split(','))
        }
      >
        <option value="">{all}</option>
        {!known && <option value={joined}>{joined}</option>}
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

function AreaRange({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  const { area } = filter.value
  const field = (index: 0 | 1, label: string) => (
    <input
      type="number"
      min="0"
      step="any"
      inputMode="decimal"
      aria-label={`${messages.areaHectares[spoken]} · ${label}`}
      placeholder={label}
      value={area[index] === null ? '' : area[index] / HECTARE}
      onChange={({ currentTarget }) => {
        const value = currentTarget.valueAsNumber
        const metres = Number.isFinite(value) && value >= 0 ? Math.round(value * HECTARE) : null
        choose({ area: index === 0 ? [metres, area[1]] : [area[0], metres] })
      }}
    />
  )
  return (
    <div class="parcel-field">
      <span>{messages.areaHectares[spoken]}</span>
      <span class="parcel-range">
        {field(0, messages.from[spoken])}
        <span aria-hidden="true">–</span>
        {field(1, messages.to[spoken])}
      </span>
    </div>
  )
}

function Code({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  return (
    <label class="parcel-field">
      <span>{messages.code[spoken]}</span>
      <input
        type="search"
        maxLength={19}
        placeholder={messages.codeHint[spoken]}
        value={filter.value.code}
        onChange={({ currentTarget }) => {
          const code = currentTarget.value.trim().toUpperCase()
          const fits = code === '' || isCodePart(code)
          currentTarget.setCustomValidity(fits ? '' : messages.codeWrong[spoken])
          if (fits) choose({ code })
          else currentTarget.reportValidity()
        }}
      />
    </label>
  )
}

export function ParcelFilters({ context, summary, towns }: Props) {
  const spoken = context.language.value
  const titleOfTown = ({ code, name }: Props['towns'][number]) =>
    linanTowns.find((town) => town.code === code)?.title[spoken] ?? name ?? code
  const { use, state, town, area, code } = filter.peek()
  const hasConditions = useMemo(
    () => use.length + state.length + town.length > 0 || code !== '' || area.some((one) => one !== null),
    [],
  )
  const classes = summary.classes.map(({ code }) => code)
  const groups = [...new Set(classes.map((code) => code.slice(0, 2)))]
  const uses = groups.flatMap((group) => [
    group,
    ...classes.filter((code) => code !== group && code.startsWith(group)),
  ])
  return (
    <section class="desk-section parcel-filters" aria-label={messages.filters[spoken]}>
      <Verdicts context={context} summary={summary} />
      <details class="parcel-conditions" open={hasConditions}>
        <summary>{messages.conditions[spoken]}</summary>
        <div class="parcel-fields">
          <Select
            label={messages.landUseClass[spoken]}
            all={messages.any[spoken]}
            value={filter.value.use}
            options={uses.map((code) => [code, `${code} ${landUseClasses.get(code)?.title[spoken] ?? ''}`])}
            onChoose={(use) => choose({ use })}
          />
          <Select
            label={messages.state[spoken]}
            all={messages.any[spoken]}
            value={filter.value.state}
            options={Object.entries(codeLists.parcelStates).map(([code, { title }]) => [code, title[spoken]])}
            onChoose={(state) => choose({ state })}
          />
          <Select
            label={messages.town[spoken]}
            all={messages.any[spoken]}
            value={filter.value.town}
            options={towns.map((town) => [town.code, titleOfTown(town)])}
            onChoose={(town) => choose({ town })}
          />
          <AreaRange context={context} />
          <Code context={context} />
        </div>
      </details>
    </section>
  )
}
