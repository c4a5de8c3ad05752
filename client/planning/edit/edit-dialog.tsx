/** A form for the attributes of a feature. A reason is asked for, and what someone else changed is never overwritten. */
import './edit.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { DeskContext, FeatureReference } from '../../desk.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Failure, Field, useAction } from '../../parts/form.tsx'
import { RequestError } from '../../source/request.ts'
import { changesOf, codeOptions, type Drafts, draftsOf, editableProperties, rebased } from './changes.ts'
import { type Read, readFeature, storeChanges } from './edit-data.ts'
import { messages } from './messages.ts'

export interface EditProps {
  readonly context: DeskContext
  readonly layer: Layer
  readonly reference: FeatureReference
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** Shorter reasons say nothing. */
const MIN_REASON = 2
const STALE = 412

export default function EditDialog({ context, layer, reference, onClose, onSaved }: EditProps) {
  const spoken = context.language.value
  const read = useSignal<Read | null>(null)
  const drafts = useSignal<Drafts>({})
  const why = useSignal('')
  const isStale = useSignal(false)
  const action = useAction()
  const load = () =>
    action.run(async () => {
      const found = await readFeature(reference, context.signal)
      const [before, now] = [
        read.peek() && draftsOf(layer, read.peek()?.values ?? {}),
        draftsOf(layer, found.values),
      ]
      drafts.value = before === null ? now : rebased(before, drafts.peek(), now)
      read.value = found
      isStale.value = false
    })
  useEffect(() => void load(), [])
  const changes =
    read.value === null ? {} : changesOf(layer, draftsOf(layer, read.value.values), drafts.value)
  const isReady = Object.keys(changes).length > 0 && why.value.trim().length >= MIN_REASON && !isStale.value
  const save = () =>
    action.run(async () => {
      const based = read.peek()
      if (based === null) return
      try {
        await storeChanges(reference, based, changes, why.peek().trim())
      } catch (error) {
        if (!(error instanceof RequestError) || error.status !== STALE) throw error
        isStale.value = true
        return
      }
      context.notify({ kind: 'information', text: messages.saved })
      onSaved()
    })
  return (
    <Dialog title={`${messages.edit[spoken]} · ${layer.title[spoken]}`} kind="edit-dialog" onClose={onClose}>
      <form
        class="panel-body form"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void save()
        }}
      >
        <Failure reason={action.failure} />
        {isStale.value && (
          <div class="message warning" role="alert">
            <div>
              <p>{messages.stale[spoken]}</p>
              <button type="button" class="button" onClick={() => void load()}>
                {messages.again[spoken]}
              </button>
            </div>
          </div>
        )}
        {read.value !== null && (
          <div class="edit-fields">
            {editableProperties(layer).map((property) => (
              <PropertyField
                key={property.name}
                context={context}
                property={property}
                text={drafts.value[property.name] ?? ''}
                isChanged={property.name in changes}
                onChange={(text) => {
                  drafts.value = { ...drafts.peek(), [property.name]: text }
                }}
              />
            ))}
          </div>
        )}
        <Field label={messages.why[spoken]}>
          {(tied) => (
            <textarea
              {...tied}
              rows={2}
              maxLength={500}
              required
              value={why.value}
              onInput={({ currentTarget }) => {
                why.value = currentTarget.value
              }}
            />
          )}
        </Field>
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={!isReady || action.busy}>
            {(action.busy && read.value !== null ? messages.saving : messages.save)[spoken]}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface FieldProps {
  readonly context: DeskContext
  readonly property: Property
  readonly text: string
  readonly isChanged: boolean
  readonly onChange: (text: string) => void
}

const units: Readonly<Record<string, string>> = { percent: '%', m: 'm', m2: 'm²' }
const inputTypes: Readonly<Record<string, string>> = { number: 'number', integer: 'number', date: 'date' }

function PropertyField({ context, property, text, isChanged, onChange }: FieldProps) {
  const spoken = context.language.value
  const unit = property.unit && units[property.unit]
  const label = `${property.title[spoken]}${unit ? ` (${unit})` : ''}${isChanged ? ' ●' : ''}`
  const options = codeOptions(property, spoken)
  if (options !== null)
    return (
      <Choice
        label={label}
        value={text}
        options={[['', messages.none[spoken]], ...options]}
        onChange={onChange}
      />
    )
  return (
    <Field label={label}>
      {(tied) => (
        <input
          {...tied}
          // Preact types inputs by it; here all behave the same.
          type={(inputTypes[property.type] ?? 'text') as 'text'}
          {...(property.type === 'number' && { step: 'any' })}
          value={text}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  )
}
