/** Parts of forms in dialogs. */
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Text } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { RequestError } from '../source/request.ts'
import { language } from '../store.ts'
import { Icon } from './icons.tsx'

export interface Action {
  readonly busy: boolean
  /** Why the last run failed; null after a success. */
  readonly failure: Text | null
  /** True after a success, until the next run. */
  readonly done: boolean
  /** Runs the work, one run at a time; stores a failure instead of throwing it. */
  run(work: () => Promise<void>): Promise<void>
}

/** Work started by a button: whether it is running, and why it failed. */
export function useAction(): Action {
  const busy = useSignal(false)
  const failure = useSignal<Text | null>(null)
  const done = useSignal(false)
  return {
    get busy() {
      return busy.value
    },
    get failure() {
      return failure.value
    },
    get done() {
      return done.value
    },
    async run(work) {
      if (busy.peek()) return
      busy.value = true
      failure.value = null
      done.value = false
      try {
        await work()
        done.value = true
      } catch (error) {
        if (!(error instanceof RequestError)) console.error(error)
        failure.value = error instanceof RequestError ? error.reason : messages.errorServer
      } finally {
        busy.value = false
      }
    },
  }
}

/** Shows why something failed; screen readers announce it at once. */
export function Failure({ reason }: { readonly reason: Text | null }) {
  if (reason === null) return null
  return (
    <p class="message error" role="alert">
      <Icon name="warning" size={18} />
      {reason[language.value]}
    </p>
  )
}

interface FieldProps {
  readonly label: string
  readonly hint?: string
  /** Renders the control with the attributes that connect it to its label and hint. */
  readonly children: (tied: { id: string; 'aria-describedby'?: string }) => ComponentChildren
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  const tied = hint === undefined ? { id } : { id, 'aria-describedby': `${id}-hint` }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(tied)}
      {hint !== undefined && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  )
}

interface InputAttributes {
  readonly type?: 'password' | 'search' | 'number' | 'datetime-local' | 'time' | 'email' | 'url'
  readonly name?: string
  readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password'
  readonly autocapitalize?: 'none'
  readonly spellcheck?: boolean
  readonly required?: boolean
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
}

interface TextFieldProps extends InputAttributes {
  readonly label: string
  readonly hint?: string
  /** The text. */
  readonly text: Signal<string>
}

/** A text field of one line, bound to a signal. */
export function TextField({ label, hint, text, type, ...attributes }: TextFieldProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(tied) => (
        <input
          {...attributes}
          {...tied}
          // Preact types inputs by it; here all behave the same.
          type={(type ?? 'text') as 'text'}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
      )}
    </Field>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly onChange: (value: string) => void
}

/** A native select. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <select {...tied} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([one, title]) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  /** The chosen option. */
  readonly chosen: Signal<Value>
  readonly options: readonly (readonly [value: Value, title: string])[]
}

/** A native select, bound to a signal. */
export function ChoiceField<Value extends string>({ label, chosen, options }: ChoiceFieldProps<Value>) {
  return (
    <Choice
      label={label}
      value={chosen.value}
      options={options}
      onChange={(value) => {
        chosen.value = value as Value
      }}
    />
  )
}
