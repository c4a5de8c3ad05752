/** The systems that the file could be in, each drawn on the map, with the metres between them. */
import { useSignal } from '@preact/signals'
import type { OutlineSetAnswer } from '../../../geodata/model/answers/planning-outlines.ts'
import { formatLength, formatNumber } from '../../format.ts'
import { messages } from './messages.ts'
import type { PartProps } from './part-props.ts'

interface Props extends PartProps {
  readonly set: OutlineSetAnswer
}

export function SystemChoice({ context, flow, set }: Props) {
  const spoken = context.language.value
  const parameters = useSignal('')
  const chosen = set.candidates[flow.candidate.value]
  const numbers = parameters.value
    .split(/[,;\s，]+/)
    .filter((part) => part !== '')
    .map(Number)
  const isComplete =
    chosen?.is_certain || ((numbers.length === 3 || numbers.length === 7) && numbers.every(Number.isFinite))
  return (
    <form
      class="outline-systems"
      onSubmit={(event) => {
        event.preventDefault()
        if (!chosen || !isComplete) return
        const { crs, swapped } = chosen
        void flow.confirm({ crs, swapped, ...(!chosen.is_certain && { towgs84: numbers }) })
      }}
    >
      <fieldset>
        <legend>{messages.system[spoken]}</legend>
        <p class="muted small">{messages.systemHint[spoken]}</p>
        {set.candidates.map((candidate, i) => (
          <label key={`${candidate.crs} ${candidate.swapped}`} class="outline-system">
            <input
              type="radio"
              name="system"
              checked={i === flow.candidate.value}
              onChange={() => {
                flow.candidate.value = i
              }}
            />
            <span>
              {candidate.title[spoken]} <span class="muted small">{candidate.crs}</span>
              <span class="outline-facts muted small">
                {candidate.is_declared && <span>{messages.declared[spoken]}</span>}
                {candidate.matches !== null && candidate.matches > 0 && (
                  <span>
                    {messages.matches[spoken]} {formatNumber(candidate.matches * 100, spoken, 0)}%
                  </span>
                )}
                {i > 0 && (
                  <span>
                    {messages.away[spoken]} {formatLength(candidate.metres, spoken)}
                  </span>
                )}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && !chosen.is_certain && (
        <label class="field">
          {messages.parameters[spoken]}
          <input
            type="text"
            placeholder="dx,dy,dz[,rx,ry,rz,s]"
            value={parameters.value}
            onInput={({ currentTarget }) => {
              parameters.value = currentTarget.value
            }}
          />
        </label>
      )}
      <button type="submit" class="button primary" disabled={!isComplete}>
        {messages.confirm[spoken]}
      </button>
    </form>
  )
}
