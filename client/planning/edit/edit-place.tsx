/** Place of the form for attributes, outside of the card, whose Escape would close the card, too. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import type { DeskContext } from '../../desk.ts'
import { messages as pageMessages } from '../../messages.ts'
import type { EditProps } from './edit-dialog.tsx'
import { editing } from './editing.ts'

const close = () => {
  editing.value = null
}

export function EditPlace({ context }: { readonly context: DeskContext }) {
  const dialog = useSignal<{ readonly Component: ComponentType<EditProps> } | null>(null)
  const open = editing.value
  useEffect(() => close, [])
  useEffect(() => {
    if (open === null || dialog.peek() !== null) return
    import('./edit-dialog.tsx')
      .then(({ default: Component }) => {
        dialog.value = { Component }
      })
      .catch((error: unknown) => {
        console.error(error)
        close()
        context.notify({ kind: 'error', text: pageMessages.errorNetwork })
      })
  }, [open])
  const layer = open && findLayer(open.reference.layer)
  if (!open || !layer || !dialog.value) return null
  const { Component } = dialog.value
  return (
    <Component
      key={`${open.reference.layer}.${open.reference.id}`}
      context={context}
      layer={layer}
      reference={open.reference}
      onClose={close}
      onSaved={() => {
        close()
        // Reads the feature again.
        context.openCard({ ...open.reference })
        open.onSaved()
      }}
    />
  )
}
