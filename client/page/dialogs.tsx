/** Shows the open dialog. Each dialog is a module, loaded on first use. */
import { effect, useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { messages } from '../messages.ts'
import { notify } from '../store.ts'
import { type DialogId, type DialogProps, openDialog } from './open-dialog.ts'

type DialogModule = { readonly default: ComponentType<DialogProps> }

const modules: Readonly<Record<DialogId, () => Promise<DialogModule>>> = {
  'sign-in': () => import('../account/sign-in.tsx'),
  link: () => import('../account/sign-in-link.tsx'),
  account: () => import('../account/index.tsx'),
  admin: () => import('../admin/index.tsx'),
  print: () => import('../print/index.tsx'),
  duty: () => import('../patrol/duty/index.tsx'),
  report: () => import('../report/index.tsx'),
}

export function Dialogs({ map }: Pick<DialogProps, 'map'>) {
  const shown = useSignal<{ id: DialogId; Component: ComponentType<DialogProps> } | null>(null)
  useEffect(
    () =>
      effect(() => {
        const id = openDialog.value
        if (id === null) {
          shown.value = null
          return
        }
        modules[id]()
          .then((module) => {
            if (openDialog.peek() === id) shown.value = { id, Component: module.default }
          })
          .catch((error: unknown) => {
            console.error(error)
            openDialog.value = null
            notify({ kind: 'error', text: messages.errorNetwork })
          })
      }),
    [],
  )
  if (!shown.value) return null
  const { id, Component } = shown.value
  return (
    <Component
      key={id}
      map={map}
      onClose={() => {
        openDialog.value = null
      }}
    />
  )
}
