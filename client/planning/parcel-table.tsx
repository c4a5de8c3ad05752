/**
 * The table of the chosen parcels. It follows the parcel selected on the map, and a row selects its parcel
 * there.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ParcelPage, ParcelRow } from '../../geodata/model/answers/parcels.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { landUseColour } from '../../geodata/model/land-use-colours.ts'
import { linanTowns } from '../../geodata/model/linan-towns.ts'
import { indicatorTitles, verdictTitles } from '../../geodata/model/planning/indicators.ts'
import type { ParcelSortKey } from '../../geodata/model/planning/parcel-filter.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { Icon } from '../parts/icons.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { hasDock } from './dock.ts'
import { LandUseChip } from './land-use-chip.tsx'
import { messages } from './messages.ts'
import { choiceQuery, chosenCount, sort, tableOpen } from './parcel-choice.ts'
import { readParcels } from './planning-data.ts'
import { viewOf } from './view.ts'

const PAGE = 50

interface Column {
  readonly key: ParcelSortKey | null
  readonly title: Text
  /** Hidden in a narrow table, whose first column contains it. */
  readonly wide?: true
  readonly isNumber?: true
}

const columns: readonly Column[] = [
  { key: 'code', title: messages.code },
  { key: 'use', title: messages.landUseClass, wide: true },
  { key: 'state', title: messages.state, wide: true },
  { key: null, title: messages.verdict },
  { key: 'town', title: messages.town, wide: true },
  { key: 'area', title: messages.areaHectares, isNumber: true },
  { key: 'far', title: messages.far, isNumber: true, wide: true },
  { key: 'height', title: messages.height, isNumber: true, wide: true },
]

interface Props {
  readonly context: DeskContext
}

function classOf({ wide, isNumber }: Pick<Column, 'wide' | 'isNumber'>): string {
  return [wide && 'parcel-wide', isNumber && 'parcel-number'].filter(Boolean).join(' ')
}

function Head({ context, column }: { readonly column: Column } & Props) {
  const { key, title } = column
  const spoken = context.language.value
  if (key === null) return <th scope="col">{title[spoken]}</th>
  const direction = sort.value === key ? 'ascending' : sort.value === `-${key}` ? 'descending' : undefined
  return (
    <th scope="col" class={classOf(column)} {...(direction ? { 'aria-sort': direction } : {})}>
      <button
        type="button"
        class="parcel-sort"
        onClick={() => {
          sort.value = direction === 'ascending' ? `-${key}` : key
        }}
      >
        {title[spoken]}
        {direction && <span aria-hidden="true">{direction === 'ascending' ? ' ↑' : ' ↓'}</span>}
      </button>
    </th>
  )
}

function Verdicts({ context, row }: { readonly row: ParcelRow } & Props) {
  const spoken = context.language.value
  const faults = row.indicators.filter(({ verdict }) => verdict !== 'within' && verdict !== 'unlimited')
  if (faults.length === 0) {
    const verdict = row.verdicts[0] ?? 'unlimited'
    return (
      <span class="parcel-verdict" data-verdict={verdict}>
        {verdictTitles[verdict][spoken]}
      </span>
    )
  }
  return (
    <>
      {faults.map(({ id, verdict }) => (
        <span key={id} class="parcel-verdict" data-verdict={verdict}>
          {indicatorTitles[id][spoken]} {verdictTitles[verdict][spoken]}
        </span>
      ))}
    </>
  )
}

interface RowProps {
  readonly row: ParcelRow
  readonly isSelected: boolean
}

function Row({ context, row, isSelected }: RowProps & Props) {
  const spoken = context.language.value
  const { land_use, town_code } = row
  const element = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const use = `${land_use} ${landUseClasses.get(land_use)?.title[spoken] ?? ''}`
  const states: Readonly<Record<string, { readonly title: Text }>> = codeLists.parcelStates
  const state = states[row.state]?.title[spoken] ?? row.state
  const town = linanTowns.find(({ code }) => code === town_code)?.title[spoken] ?? town_code ?? ''
  const number = (value: number | null, least: number) =>
    value === null ? '–' : formatNumber(value, spoken, 2, least)
  const chip = <LandUseChip colour={landUseColour(land_use, context.theme.value)} />
  return (
    <tr ref={element} data-parcel={row.id} aria-selected={isSelected}>
      <th scope="row">
        <button
          type="button"
          class="parcel-open"
          onClick={() => {
            context.map.fitBounds(row.bbox)
            context.openCard({ layer: 'parcels', id: row.id })
          }}
        >
          {row.parcel_code}
        </button>
        <span class="parcel-narrow">
          {chip} {use} · {state}
        </span>
      </th>
      <td class="parcel-wide">
        {chip} {use}
      </td>
      <td class="parcel-wide">{state}</td>
      <td>
        <Verdicts context={context} row={row} />
      </td>
      <td class="parcel-wide parcel-town">{town}</td>
      <td class="parcel-number">{formatNumber(row.area_m2 / 10_000, spoken, 2, 2)}</td>
      <td class="parcel-number parcel-wide">{number(row.far, 1)}</td>
      <td class="parcel-number parcel-wide">{number(row.height_m, 0)}</td>
    </tr>
  )
}

function Rows({ context, page }: { readonly page: ParcelPage } & Props) {
  const spoken = context.language.value
  const heads = useRovingFocus('button')
  const rows = useRovingFocus('.parcel-open')
  const selected = context.selected.value
  if (page.parcels.length === 0) return <p class="empty">{messages.noneFound[spoken]}</p>
  return (
    <table class="parcel-table">
      <caption class="visually-hidden">{messages.table[spoken]}</caption>
      <thead>
        <tr ref={heads}>
          {columns.map((column) => (
            <Head key={column.title.en} context={context} column={column} />
          ))}
        </tr>
      </thead>
      <tbody ref={rows}>
        {page.parcels.map((row) => (
          <Row
            key={row.id}
            context={context}
            row={row}
            isSelected={selected?.layer === 'parcels' && selected.id === row.id}
          />
        ))}
      </tbody>
    </table>
  )
}

interface PagerProps {
  readonly page: ParcelPage
  readonly onMove: (offset: number) => void
}

function Pager({ context, page, onMove }: PagerProps & Props) {
  const spoken = context.language.value
  const number = (value: number) => formatNumber(value, spoken, 0)
  const first = page.parcels.length === 0 ? 0 : page.offset + 1
  return (
    <div class="parcel-pager">
      <button
        type="button"
        class="icon-button"
        aria-label={messages.previous[spoken]}
        title={messages.previous[spoken]}
        disabled={page.offset === 0}
        onClick={() => onMove(Math.max(0, page.offset - PAGE))}
      >
        <Icon name="back" size={18} />
      </button>
      <span role="status">
        {number(first)}–{number(page.offset + page.parcels.length)} / {number(chosenCount.value)}
      </span>
      <button
        type="button"
        class="icon-button parcel-next"
        aria-label={messages.next[spoken]}
        title={messages.next[spoken]}
        disabled={!page.more}
        onClick={() => onMove(page.offset + PAGE)}
      >
        <Icon name="back" size={18} />
      </button>
    </div>
  )
}

export function ParcelTable({ context }: Props) {
  const spoken = context.language.value
  const choice = `${choiceQuery(viewOf(context))}&sort=${sort.value}`
  const place = useSignal<{
    readonly choice: string
    readonly offset: number
    readonly around: number | null
  }>({
    ...{ choice, offset: 0, around: null },
  })
  const selected = context.selected.value
  const chosen = selected?.layer === 'parcels' ? selected.id : null
  const isSame = place.value.choice === choice
  const offset = isSame ? place.value.offset : 0
  const around = isSame ? place.value.around : null
  const path = `/planning/parcels?${choice}&limit=${PAGE}&offset=${offset}${around === null ? '' : `&around=${around}`}`
  const found = useResource(path, readParcels)
  useEffect(() => {
    // Shows the page with the parcel selected on the map. Pages begin at fixed rows, so a parcel on the
    // current page does not move.
    if (chosen !== null) place.value = { choice, offset: found.value?.offset ?? 0, around: chosen }
  }, [chosen])
  return (
    <section class="parcel-table-box" aria-label={messages.table[spoken]}>
      <header class="parcel-table-head">
        <h2>{messages.table[spoken]}</h2>
        {found.value && (
          <Pager
            context={context}
            page={found.value}
            onMove={(next) => {
              place.value = { choice, offset: next, around: null }
            }}
          />
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={messages.hideTable[spoken]}
          onClick={() => {
            tableOpen.value = false
          }}
        >
          <Icon name="close" size={18} />
        </button>
      </header>
      <div class="parcel-table-scroll" data-scrolls>
        <Loaded resource={found}>{(page) => <Rows context={context} page={page} />}</Loaded>
      </div>
    </section>
  )
}

/** The table below the map, in large windows. */
export function Dock({ context }: Props) {
  if (!hasDock.value || !tableOpen.value) return null
  return (
    <div class="parcel-dock floating" data-dock="">
      <ParcelTable context={context} />
    </div>
  )
}
