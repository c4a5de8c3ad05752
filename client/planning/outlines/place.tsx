/** The button that opens the check of outlines, and its place; the code is loaded when it is first opened. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import { messages as pageMessages } from '../../messages.ts'
import { Icon } from '../../parts/icons.tsx'
import { messages } from '../messages.ts'
import { shownOutlines } from './shown.ts'

interface Props {
  readonly context: DeskContext
}

/** Planners and administrators may check outlines; the server decides. */
const mayCheck = ({ roles }: DeskContext): boolean =>
  roles.value.some((role) => role === 'planner' || role === 'admin')

export function OutlinesButton({ context }: Props) {
  if (!mayCheck(context)) return null
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        shownOutlines.value = 'new'
      }}
    >
      <Icon name="upload" size={16} /> {messages.checkOutline[context.language.value]}
    </button>
  )
}

export function OutlinesPlace({ context }: Props) {
  const Panel = useSignal<{ readonly Component: ComponentType<Props> } | null>(null)
  useEffect(() => {
    import('./index.tsx')
      .then(({ default: Component }) => {
        Panel.value = { Component }
      })
      .catch((error: unknown) => {
        console.error(error)
        shownOutlines.value = null
        context.notify({ kind: 'error', text: pageMessages.errorNetwork })
      })
  }, [])
  if (Panel.value === null) return null
  const { Component } = Panel.value
  return <Component context={context} />
}
