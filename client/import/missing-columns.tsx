/** Required columns missing in the file: choose a column of the file, or one value for all rows. */
import type { ImportPreviewAnswer } from '../../geodata/model/answers/imports.ts'
import { say } from '../messages.ts'
import { Choice } from '../parts/form.tsx'
import { language } from '../store.ts'
import type { Choices } from './choices.ts'
import { LineField } from './fields.tsx'
import { messages } from './messages.ts'

interface Props {
  readonly preview: ImportPreviewAnswer
  readonly fills: Choices['fills']
  readonly onChange: (fills: Choices['fills']) => void
}

export function MissingColumns({ preview: { columns }, fills, onChange }: Props) {
  const spoken = language.value
  const missing = columns.missing.map(({ column, title }) => ({
    column,
    label: `${title[spoken]} (${column})`,
  }))
  const filled = Object.keys(fills)
    .filter((column) => !missing.some((one) => one.column === column))
    .map((column) => ({ column, label: column }))
  if (missing.length + filled.length === 0) return null
  const fill = (column: string, change: { field?: string; value?: string }) =>
    onChange({ ...fills, [column]: { field: '', value: '', ...fills[column], ...change } })
  return (
    <fieldset class="import-columns">
      <legend>{say(messages.columns, spoken)}</legend>
      {missing.length > 0 && <p class="message warning">{say(messages.columnsMissing, spoken)}</p>}
      {[...missing, ...filled].map(({ column, label }) => (
        <div class="import-column" key={column} data-column={column}>
          <Choice
            label={`${label} · ${say(messages.ofFile, spoken)}`}
            value={fills[column]?.field ?? ''}
            options={[
              ['', say(messages.none, spoken)],
              ...columns.fields.map((field) => [field, field] as const),
            ]}
            onChange={(field) => fill(column, { field })}
          />
          {!fills[column]?.field && (
            <LineField
              label={`${label} · ${say(messages.value, spoken)}`}
              value={fills[column]?.value ?? ''}
              onChange={(value) => fill(column, { value })}
            />
          )}
        </div>
      ))}
    </fieldset>
  )
}
