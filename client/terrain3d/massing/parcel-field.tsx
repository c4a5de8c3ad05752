/** Chooses the parcel: by a click on the model, or by its code. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { degreesOf } from '../../../geodata/model/plane.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { ToolContext } from '../tool.ts'
import { messages } from './messages.ts'
import { type Parcel, parcelAt, parcelOf } from './parcel.ts'
import { parcel } from './state.ts'
import { edgeDistance, groundOf } from './sun-question.ts'

export function ParcelField({ tool }: { readonly tool: ToolContext }) {
  const spoken = tool.language.value
  const code = useSignal(parcel.peek()?.code ?? '')
  const failure = useSignal<Text | null>(null)
  const take = async (asked: Promise<Parcel | null>) => {
    try {
      const found = await asked
      const isOutside =
        found !== null && (edgeDistance(tool, found) < 0 || Number.isNaN(groundOf(tool, found)))
      failure.value = isOutside ? messages.outside : found ? null : messages.none
      if (!found || isOutside) return
      parcel.value = found
      code.value = found.code
    } catch (error) {
      console.error(error)
      failure.value = messages.failed
    }
  }
  useEffect(() => {
    tool.clicks.value = ({ x, y }) => void take(parcelAt(degreesOf([x, y]), tool.desk.signal))
    return () => {
      tool.clicks.value = null
    }
  }, [tool])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (code.value.trim() !== '') void take(parcelOf(code.value.trim(), tool.desk.signal))
      }}
    >
      <p class="field-hint">{messages.choose[spoken]}</p>
      <label class="field">
        <span>{messages.code[spoken]}</span>
        <input value={code.value} onInput={({ currentTarget }) => (code.value = currentTarget.value)} />
      </label>
      <button type="submit" class="button">
        {messages.find[spoken]}
      </button>
      {failure.value && <p role="alert">{failure.value[spoken]}</p>}
    </form>
  )
}
