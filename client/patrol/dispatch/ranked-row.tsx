/** A ranked unit: arrival time, reasons, and a checkbox to send it. */
import type { RankedUnit } from '../../../geodata/model/answers/patrol-ranking.ts'
import type { DeskContext } from '../../desk.ts'
import { arrivalText, partsOf } from './arrival-text.ts'
import { messages } from './messages.ts'
import type { Choice } from './ranking-choice.ts'
import { reasonText } from './unit-reasons.ts'

interface Props {
  readonly context: DeskContext
  readonly unit: RankedUnit
  readonly choice: Choice
  /** True if one of the selected units becomes the lead. */
  readonly leads?: boolean
  readonly isRouted?: boolean
  readonly onTick?: () => void
  readonly onLead?: () => void
  readonly onRoute?: () => void
}

/** Shows rank, name and arrival time beside the checkbox. */
function Head({ context, unit, choice, leads }: Props) {
  const spoken = context.language.value
  const { code, name, name_en, rank } = unit
  return (
    <>
      {rank !== null && <span class="case-rank">{rank}</span>}
      <span class="case-ranked-name">
        <span class="list-name">{code}</span> {spoken === 'en' ? (name_en ?? name) : name}
        {leads && choice.lead === code && <span class="case-tag">{messages.leadUnit[spoken]}</span>}
      </span>
      <strong class="case-ranked-time">{arrivalText(unit, spoken)}</strong>
    </>
  )
}

function Reasons({ context, unit }: Pick<Props, 'context' | 'unit'>) {
  return (
    <p class="small case-reasons">
      <span>{partsOf(unit, context.language.value)}</span>
      {unit.reasons.map((reason) => (
        <span key={reason.code} data-weight={reason.weight}>
          {reasonText(reason, context.language.value)}
        </span>
      ))}
    </p>
  )
}

export function RankedRow(props: Props) {
  const { context, unit, choice, leads, isRouted, onTick, onLead, onRoute } = props
  const spoken = context.language.value
  const { code } = unit
  const isTicked = choice.codes.includes(code)
  const field = `case-tick-${code}`
  return (
    <li class="case-ranked" data-ticked={isTicked || undefined}>
      <label class="case-ranked-head" for={field}>
        <input type="checkbox" id={field} class="case-tick" checked={isTicked} onChange={onTick} />
        <Head {...props} />
      </label>
      <Reasons {...props} />
      <p class="case-ranked-links">
        <button type="button" class="text-button" aria-pressed={isRouted} onClick={onRoute}>
          {messages.route[spoken]}
          <span class="visually-hidden"> {code}</span>
        </button>
        {leads && isTicked && choice.codes.length > 1 && choice.lead !== code && (
          <button type="button" class="text-button" onClick={onLead}>
            {messages.makeLead[spoken]}
            <span class="visually-hidden"> {code}</span>
          </button>
        )}
      </p>
    </li>
  )
}
