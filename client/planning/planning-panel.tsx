/** The desk's panel: number of chosen parcels, filters, composition by land use, and on phones the table. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { LandUseSummary } from '../../geodata/model/answers/land-use-summary.ts'
import type { PlanningArea } from '../../geodata/model/answers/planning-area.ts'
import type { DeskContext } from '../desk.ts'
import { formatHectares, formatNumber } from '../format.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { Icon } from '../parts/icons.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { Switch } from '../parts/switch.tsx'
import { onServer } from '../source/server-path.ts'
import { hasDock } from './dock.ts'
import { LandUseComposition } from './land-use-summary.tsx'
import { messages } from './messages.ts'
import { OutlinesButton, OutlinesPlace } from './outlines/place.tsx'
import { shownOutlines } from './outlines/shown.ts'
import {
  choiceQuery,
  chooseAll,
  chosenCount,
  fitAsked,
  inView,
  isFiltered,
  sort,
  tableOpen,
} from './parcel-choice.ts'
import { ParcelFilters } from './parcel-filters.tsx'
import { ParcelTable } from './parcel-table.tsx'
import { readSummary } from './planning-data.ts'
import { viewOf } from './view.ts'

interface Props {
  readonly context: DeskContext
  readonly area: PlanningArea
}

function Download({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  const geometry = useSignal(false)
  const query = choiceQuery(viewOf(context))
  query.set('sort', sort.value)
  query.set('lang', spoken)
  if (geometry.value) query.set('geometry', 'wkt')
  return (
    <span class="parcel-download">
      <a class="button" href={onServer(`/planning/parcels.csv?${query}`)} download="">
        <Icon name="download" size={16} /> {messages.csv[spoken]}
      </a>
      <label class="parcel-check">
        <input
          type="checkbox"
          checked={geometry.value}
          onChange={({ currentTarget }) => {
            geometry.value = currentTarget.checked
          }}
        />
        {messages.csvGeometry[spoken]}
      </label>
    </span>
  )
}

function Chosen({ context, summary }: { readonly summary: LandUseSummary } & Pick<Props, 'context'>) {
  const spoken = context.language.value
  const isPart = isFiltered.value || inView.value
  return (
    <div class="parcel-chosen">
      <p role="status">
        {isPart && `${messages.filtered[spoken]} `}
        <strong>{formatNumber(summary.count, spoken, 0)}</strong> {messages.parcels[spoken]}{' '}
        <strong>{formatHectares(summary.area_m2, spoken)}</strong>
      </p>
      {isPart && (
        <button type="button" class="text-button" onClick={chooseAll}>
          {messages.clear[spoken]}
        </button>
      )}
    </div>
  )
}

/** Moves the map to the chosen parcels after a search. `summary` is null until it is loaded. */
function useFit({ map }: DeskContext, summary: LandUseSummary | null): void {
  const fits = fitAsked.value && summary !== null
  useEffect(() => {
    if (!fits) return
    fitAsked.value = false
    if (summary?.extent) map.fitBounds(summary.extent)
  }, [fits])
}

function Contents({ context, area, summary }: { readonly summary: LandUseSummary } & Props) {
  const spoken = context.language.value
  useEffect(() => {
    chosenCount.value = summary.count
  }, [summary.count])
  return (
    <>
      <Chosen context={context} summary={summary} />
      <div class="parcel-actions">
        <button
          type="button"
          class="button"
          aria-expanded={tableOpen.value}
          onClick={() => {
            tableOpen.value = !tableOpen.value
          }}
        >
          {(tableOpen.value ? messages.hideTable : messages.showTable)[spoken]}
        </button>
        <Download context={context} />
        <OutlinesButton context={context} />
      </div>
      <Switch
        label={messages.inView[spoken]}
        checked={inView.value}
        onChange={(on) => {
          inView.value = on
        }}
      />
      {!hasDock.value && tableOpen.value && <ParcelTable context={context} />}
      <ParcelFilters context={context} summary={summary} towns={area.towns} />
      <LandUseComposition context={context} classes={summary.classes} />
    </>
  )
}

export function PlanningPanel({ context, area }: Props) {
  const spoken = context.language.value
  const path = `/planning/summary?${choiceQuery(viewOf(context))}`
  const summary = useResource(path, (body) => ({ ...readSummary(body), path }))
  useFit(context, summary.value?.path === path ? summary.value : null)
  if (shownOutlines.value !== null) return <OutlinesPlace context={context} />
  return (
    <>
      <h2>{messages.title[spoken]}</h2>
      {area.extent === null ? (
        <EmptyState text={messages.empty[spoken]} />
      ) : (
        <>
          <p class="hint">{messages.pick[spoken]}</p>
          <Loaded resource={summary}>
            {(found) => <Contents context={context} area={area} summary={found} />}
          </Loaded>
        </>
      )}
    </>
  )
}
