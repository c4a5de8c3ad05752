/** A collapsed form that adds an entry. */
import type { ComponentChildren } from 'preact'
import { type Action, Failure } from '../../parts/form.tsx'
import { language } from '../../store.ts'
import { messages } from './messages.ts'

interface Props {
  readonly title: string
  /** Text of the button; "Add" by default. */
  readonly submit?: string
  readonly action: Action
  readonly onSubmit: () => void
  /** Fields, arranged in columns. */
  readonly children: ComponentChildren
}

export function AddForm({ title, submit, action, onSubmit, children }: Props) {
  return (
    <details class="unfold">
      <summary>{title}</summary>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <div class="duty-fields">{children}</div>
        <Failure reason={action.failure} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={action.busy}>
            {submit ?? messages.add[language.value]}
          </button>
        </div>
      </form>
    </details>
  )
}

interface TicksProps {
  readonly legend: string
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Checkboxes for any number of options. */
export function Ticks({ legend, options, chosen, onChange }: TicksProps) {
  return (
    <fieldset class="choices wide">
      <legend>{legend}</legend>
      {options.map(([value, title]) => (
        <label key={value} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() =>
              onChange(
                chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
              )
            }
          />
          {title}
        </label>
      ))}
    </fieldset>
  )
}
