/** 方案与日照: a proposal for a parcel by its numbers, live on the model, and the sun of its neighbours. */
import './massing.css'
import { useEffect } from 'preact/hooks'
import { compareMassings } from '../../../geodata/model/massing/compare.ts'
import { limitTitles } from '../../../geodata/model/massing/limits.ts'
import type { MassingWish } from '../../../geodata/model/massing/proposal.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { ToolContext } from '../tool.ts'
import { messages } from './messages.ts'
import { ParcelField } from './parcel-field.tsx'
import { proposalLines, windowLines } from './proposal-lines.ts'
import { allowed, kept, massing, parcel, study, wish } from './state.ts'
import { groundOf } from './sun-question.ts'
import { SunSection } from './sun-section.tsx'

const sliders: readonly (readonly [
  'far' | 'density' | 'height' | 'setback' | 'storey_height',
  'far' | 'density' | 'height' | 'setback' | 'storey',
  number,
  number,
  number,
])[] = [
  ['far', 'far', 0.1, 8, 0.1],
  ['density', 'density', 5, 80, 1],
  ['height', 'height', 3, 150, 0.1],
  ['setback', 'setback', 0, 30, 0.5],
  ['storey_height', 'storey', 2.8, 6, 0.1],
]

export const number = (value: number, spoken: Language, digits = 0): string =>
  value.toLocaleString(spoken === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: digits })

function setWish(change: Partial<MassingWish>): void {
  wish.value = { ...wish.peek(), ...change }
}

function Sliders({ spoken }: { readonly spoken: Language }) {
  return (
    <>
      <div class="chips">
        {(['block', 'rows'] as const).map((form) => (
          <button
            key={form}
            type="button"
            class="chip"
            aria-pressed={wish.value.form === form}
            onClick={() => setWish({ form })}
          >
            {messages[form][spoken]}
          </button>
        ))}
      </div>
      {sliders.map(([key, title, min, max, step]) => (
        <label key={key} class="massing-slider">
          <span>{messages[title][spoken]}</span>
          <input
            type="range"
            {...{ min, max, step }}
            value={wish.value[key]}
            onInput={({ currentTarget }) => setWish({ [key]: currentTarget.valueAsNumber })}
          />
          <output>{number(wish.value[key], spoken, 1)}</output>
        </label>
      ))}
    </>
  )
}

function Numbers({ spoken }: { readonly spoken: Language }) {
  const made = massing.value
  if (!made) return null
  const a =
    kept.value && new Map(compareMassings(kept.value, made).map((one) => [one.figure, one.difference]))
  const rows = [
    ['gfa_m2', messages.gfa, ' m²', 0],
    ['far', messages.far, '', 2],
    ['footprint_m2', messages.footprint, ' m²', 0],
    ['density', messages.density, ' %', 1],
    ['storeys', messages.storeys, '', 0],
    ['height_m', messages.height, ' m', 1],
    ['people', messages.people, '', 0],
  ] as const
  return (
    <section aria-label={messages.numbers[spoken]}>
      <dl class="massing-numbers">
        {rows.map(([figure, title, unit, digits]) => {
          const difference = a?.get(figure)
          return (
            <div key={figure}>
              <dt>{title[spoken].replace(/[（(].*$/, '')}</dt>
              <dd>
                {number(made[figure], spoken, digits) + unit}
                {difference !== undefined && (
                  <small>
                    {' '}
                    ({difference > 0 ? '+' : ''}
                    {number(difference, spoken, digits)})
                  </small>
                )}
              </dd>
            </div>
          )
        })}
        <div>
          <dt>{messages.binding[spoken]}</dt>
          <dd>{limitTitles[made.binding][spoken]}</dd>
        </div>
      </dl>
      {a && <p class="field-hint">{messages.difference[spoken]}</p>}
      <button
        type="button"
        class="button"
        onClick={() => {
          kept.value = made
        }}
      >
        {messages.keepA[spoken]}
      </button>
    </section>
  )
}

export default function MassingPanel({ tool }: { readonly tool: ToolContext }) {
  const spoken = tool.language.value
  const [place, made, done] = [parcel.value, massing.value, study.value]
  // What was found holds for the proposal that it was found for.
  useEffect(() => {
    if (study.peek()?.question.blocks !== made?.blocks) study.value = null
    allowed.value = null
  }, [made])
  useEffect(() => {
    if (!place || !made) return
    const lines = proposalLines(place, made, groundOf(tool, place))
    tool.overlay.lines(done ? [...lines, ...windowLines(done.question, done.results)] : lines)
  }, [tool, place, made, done])
  useEffect(() => () => tool.overlay.lines([]), [tool])
  return (
    <div class="massing">
      <ParcelField tool={tool} />
      {place && made && (
        <>
          <p>
            {messages.parcel[spoken]} <b>{place.code}</b> · {number(made.parcel_m2, spoken)} m²
          </p>
          <Sliders spoken={spoken} />
          <Numbers spoken={spoken} />
          <SunSection
            tool={tool}
            onTake={(height) => setWish({ height, storey_height: wish.peek().storey_height })}
          />
        </>
      )}
    </div>
  )
}
