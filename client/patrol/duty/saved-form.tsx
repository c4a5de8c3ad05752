/** Forms of the dialog: fields in columns, why saving failed, and the button that saves. */
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { type Action, Failure } from '../../parts/form.tsx'
import { language } from '../../store.ts'
import { messages } from './messages.ts'

interface FormProps {
  readonly action: Action
  readonly onSubmit: () => void
  /** Text of the button that saves. */
  readonly submit: string
  readonly kind?: string
  /** Further buttons. */
  readonly buttons?: ComponentChildren
  readonly children: ComponentChildren
}

export function SavedForm({ action, onSubmit, submit, kind = '', buttons, children }: FormProps) {
  return (
    <form
      class={`form ${kind}`}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="submit" class="button primary" disabled={action.busy}>
          {submit}
        </button>
        {buttons}
        <span role="status" class="small">
          {action.done && messages.saved[language.value]}
        </span>
      </div>
    </form>
  )
}

interface AddFormProps {
  readonly title: string
  /** Text of the button; "Add" by default. */
  readonly submit?: string
  readonly action: Action
  readonly onSubmit: () => void
  /** Fields, arranged in columns. */
  readonly children: ComponentChildren
}

/** A collapsed form that adds an entry. */
export function AddForm({ title, submit, action, onSubmit, children }: AddFormProps) {
  return (
    <details class="unfold">
      <summary>{title}</summary>
      <SavedForm action={action} onSubmit={onSubmit} submit={submit ?? messages.add[language.value]}>
        <div class="duty-fields">{children}</div>
      </SavedForm>
    </details>
  )
}

interface TicksProps {
  readonly legend: string
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly chosen: Signal<readonly string[]>
}

/** Checkboxes for any number of options, bound to a signal. */
export function Ticks({ legend, options, chosen }: TicksProps) {
  return (
    <fieldset class="choices wide">
      <legend>{legend}</legend>
      {options.map(([value, title]) => (
        <label key={value} class="choice">
          <input
            type="checkbox"
            checked={chosen.value.includes(value)}
            onChange={({ currentTarget }) => {
              const others = chosen.value.filter((other) => other !== value)
              chosen.value = currentTarget.checked ? [...others, value] : others
            }}
          />
          {title}
        </label>
      ))}
    </fieldset>
  )
}
