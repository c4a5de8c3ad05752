/** Faults of the geometry, and the repair with its change of area before it is taken. */
import type { OutlineSetAnswer } from '../../../geodata/model/answers/planning-outlines.ts'
import { formatNumber } from '../../format.ts'
import { Icon } from '../../parts/icons.tsx'
import { messages } from './messages.ts'
import type { PartProps } from './part-props.ts'

interface Props extends PartProps {
  readonly set: OutlineSetAnswer
}

const SHOWN = 50
/** Degrees around a fault: about 60 m. */
const AROUND = 0.0006

export function FaultList({ context, flow, set }: Props) {
  const spoken = context.language.value
  const metres = (value: number) => `${formatNumber(value, spoken, 2)} m²`
  if (set.fault_count === 0) return <p class="small outline-sound">{messages.noFaults[spoken]}</p>
  const zoom = ([x, y]: readonly [number, number]) =>
    context.map.fitBounds([x - AROUND, y - AROUND, x + AROUND, y + AROUND], 19)
  return (
    <section class="desk-section" aria-label={messages.faults[spoken]}>
      <h3>
        {messages.faults[spoken]} <span class="muted">{set.fault_count}</span>
      </h3>
      <ul class="plain outline-faults">
        {set.faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.code} ${fault.outline} ${fault.at}`}>
            <button type="button" class="text-button" onClick={() => zoom(fault.at)}>
              <Icon name="target" size={16} /> {fault.text[spoken]}
            </button>
            {set.count > 1 && <span class="muted small"> {set.outlines[fault.outline]?.name}</span>}
            {fault.blocks && (
              <span class="outline-badge" data-verdict="block">
                {messages.blocks[spoken]}
              </span>
            )}
          </li>
        ))}
      </ul>
      {set.repairs.length > 0 && (
        <div class="outline-repairs">
          <table>
            <thead>
              <tr>
                <th scope="col">{messages.repair[spoken]}</th>
                <th scope="col">{messages.before[spoken]}</th>
                <th scope="col">{messages.after[spoken]}</th>
                <th scope="col">{messages.change[spoken]}</th>
              </tr>
            </thead>
            <tbody>
              {set.repairs.slice(0, SHOWN).map((repair) => (
                <tr key={repair.outline}>
                  <th scope="row">
                    {set.outlines[repair.outline]?.name}
                    {repair.parts_after !== repair.parts_before && (
                      <span class="muted small">
                        {' '}
                        {repair.parts_before} → {repair.parts_after} {messages.parts[spoken]}
                      </span>
                    )}
                  </th>
                  <td>{metres(repair.before_m2)}</td>
                  <td>{metres(repair.after_m2)}</td>
                  <td>
                    {repair.change_m2 > 0 ? '+' : ''}
                    {metres(repair.change_m2)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <button type="button" class="button primary" onClick={() => void flow.repair()}>
            {messages.repairAll[spoken]}
          </button>
        </div>
      )}
    </section>
  )
}
