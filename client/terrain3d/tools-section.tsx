/** 分析: chooses a tool and shows its panel. */
import { type Signal, signal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { messages } from './messages.ts'
import type { ToolContext, ToolView } from './tool.ts'
import { tools } from './tools.ts'

interface Props {
  readonly context: ToolContext
  /** Id of the open tool; null for none. */
  readonly chosen: Signal<string | null>
}

export function ToolsSection({ context, chosen }: Props) {
  const spoken = context.language.value
  const { current: view } = useRef(signal<{ readonly id: string; readonly View: ToolView } | null>(null))
  useSignalEffect(() => {
    const tool = tools.find(({ id }) => id === chosen.value)
    if (!tool) {
      view.value = null
      return
    }
    tool.load().then(
      ({ default: View }) => {
        if (chosen.peek() === tool.id) view.value = { id: tool.id, View }
      },
      (error) => {
        console.error(error)
        chosen.value = null
        context.desk.notify({ kind: 'error', text: messages.toolFailed })
      },
    )
  })
  const open = view.value
  if (tools.length === 0) return null
  return (
    <fieldset class="desk-section model-tools">
      <legend>{messages.analysis[spoken]}</legend>
      <div class="chips">
        {tools.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="chip"
            aria-pressed={chosen.value === id}
            onClick={() => {
              chosen.value = chosen.value === id ? null : id
            }}
          >
            {name[spoken]}
          </button>
        ))}
      </div>
      {open && chosen.value === open.id && <open.View key={open.id} tool={context} />}
    </fieldset>
  )
}
