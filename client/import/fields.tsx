/** Text fields that report their value on change, not on every key. */
import { Field } from '../parts/form.tsx'

interface LineProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly placeholder?: string
  readonly type?: 'text' | 'date'
  readonly onChange: (value: string) => void
}

export function LineField({ label, hint, value, placeholder, type = 'text', onChange }: LineProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(tied) => (
        <input
          {...tied}
          // Preact types inputs by it; here all behave the same.
          type={type as 'text'}
          value={value}
          maxLength={200}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={(event) => {
            if (event.currentTarget.value !== value) onChange(event.currentTarget.value)
          }}
        />
      )}
    </Field>
  )
}

interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export const CheckBox = ({ label, checked, onChange }: CheckProps) => (
  <label class="import-check">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    {label}
  </label>
)
