/** Form of a closure: kind, reason, affected traffic, period, and place, drawn on the map or typed. */
import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { closureKinds } from '../../../geodata/model/answers/closures.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { pickPlace } from '../../map/pick-place.ts'
import { Choice, Failure, Field, TextField, useAction } from '../../parts/form.tsx'
import { sendJson } from '../../source/send.ts'
import { momentOfInput } from '../china-time.ts'
import { kindTitles, messages } from './messages.ts'
import { type Corner, readCorners, type Shape, shapeOf, shapes, writeCorners } from './shape.ts'

export interface Drawing {
  readonly shape: Signal<Shape>
  readonly corners: Signal<readonly Corner[]>
}

interface Props {
  readonly context: DeskContext
  readonly drawing: Drawing
  readonly onAdded: () => void
}

/** Adds clicks on the map as corners until Escape; a point needs one click. */
function useDrawing({ context, drawing: { shape, corners } }: Props) {
  const isDrawing = useSignal(false)
  useLayoutEffect(() => {
    if (!isDrawing.value) return
    let stop = () => {}
    const next = () => {
      stop = pickPlace(context.map, (at) => {
        if (at === null) isDrawing.value = false
        else if (shape.peek() === 'Point') {
          corners.value = [at]
          isDrawing.value = false
        } else {
          corners.value = [...corners.peek(), at]
          next()
        }
      })
    }
    next()
    return () => stop()
  }, [isDrawing.value])
  return isDrawing
}

function PlaceFields(props: Props) {
  const { context, drawing } = props
  const spoken = context.language.value
  const isDrawing = useDrawing(props)
  const isWrong = useSignal(false)
  return (
    <>
      <Choice
        label={messages.shape[spoken]}
        value={drawing.shape.value}
        options={shapes.map((one) => [one, messages.shapes[one][spoken]])}
        onChange={(value) => {
          drawing.shape.value = value as Shape
        }}
      />
      <div class="form-actions">
        <button
          type="button"
          class="button"
          aria-pressed={isDrawing.value}
          onClick={() => {
            isDrawing.value = !isDrawing.value
          }}
        >
          {messages.draw[spoken]}
        </button>
        {drawing.corners.value.length > 0 && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              drawing.corners.value = []
            }}
          >
            {messages.clear[spoken]}
          </button>
        )}
      </div>
      {isDrawing.value && (
        <p class="hint" role="status">
          {messages.drawing[spoken]}
        </p>
      )}
      <Field
        label={messages.corners[spoken]}
        hint={(isWrong.value ? messages.cornersWrong : messages.cornersHint)[spoken]}
      >
        {(tied) => (
          <textarea
            {...tied}
            rows={3}
            aria-invalid={isWrong.value}
            value={writeCorners(drawing.corners.value)}
            onChange={({ currentTarget }) => {
              const read = readCorners(currentTarget.value)
              isWrong.value = read === null
              if (read) drawing.corners.value = read
            }}
          />
        )}
      </Field>
    </>
  )
}

const movers = ['vehicle', 'foot'] as const

function useClosing({ drawing, onAdded }: Props) {
  const action = useAction()
  const missing = useSignal<Text | null>(null)
  return {
    action,
    missing,
    close(closure: Readonly<Record<string, unknown>>) {
      const geometry = shapeOf(drawing.shape.peek(), drawing.corners.peek())
      missing.value = geometry === null ? messages.tooFew : null
      if (geometry === null) return
      return action.run(async () => {
        await sendJson('POST', '/network/closures', { ...closure, geometry })
        drawing.corners.value = []
        onAdded()
      })
    },
  }
}

export function ClosureForm(props: Props) {
  const { context } = props
  const spoken = context.language.value
  const { action, missing, close } = useClosing(props)
  const kind = useSignal<string>('road_work')
  const reason = useSignal('')
  const barred = useSignal<readonly string[]>(movers)
  const [from, to] = [useSignal(''), useSignal('')]
  const submit = () =>
    close({
      kind: kind.value,
      reason_zh: reason.value,
      profiles: barred.value,
      starts_at: momentOfInput(from.value),
      ends_at: momentOfInput(to.value),
    })
  return (
    <form
      class="form"
      aria-label={messages.add[spoken]}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Choice
        label={messages.kind[spoken]}
        value={kind.value}
        options={closureKinds.map((one) => [one, kindTitles[one][spoken]])}
        onChange={(value) => {
          kind.value = value
        }}
      />
      <TextField label={messages.reason[spoken]} text={reason} maxLength={500} required autocomplete="off" />
      <fieldset class="choices">
        <legend>{messages.who[spoken]}</legend>
        {movers.map((one) => (
          <label key={one} class="choice">
            <input
              type="checkbox"
              checked={barred.value.includes(one)}
              onChange={({ currentTarget }) => {
                const others = barred.value.filter((other) => other !== one)
                barred.value = currentTarget.checked ? [...others, one] : others
              }}
            />
            {messages[one][spoken]}
          </label>
        ))}
      </fieldset>
      <TextField label={messages.from[spoken]} text={from} type="datetime-local" />
      <TextField label={messages.to[spoken]} text={to} type="datetime-local" />
      <PlaceFields {...props} />
      <Failure reason={missing.value ?? action.failure} />
      <div class="form-actions">
        <button type="submit" class="button primary" disabled={action.busy}>
          {messages.submit[spoken]}
        </button>
      </div>
    </form>
  )
}
