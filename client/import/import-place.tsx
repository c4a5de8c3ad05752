/** Place of the import panel; its code is loaded when it is first opened. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { MapAccess } from '../desk.ts'
import { messages } from '../messages.ts'
import { notify } from '../store.ts'
import type { ImportPanelProps } from './index.tsx'
import { importOpen } from './open-import.ts'

const close = () => {
  importOpen.value = false
}

export function ImportPlace({ map }: { readonly map: MapAccess }) {
  const Panel = useSignal<{ readonly Component: ComponentType<ImportPanelProps> } | null>(null)
  useEffect(() => {
    import('./index.tsx')
      .then(({ default: Component }) => {
        Panel.value = { Component }
      })
      .catch((error: unknown) => {
        console.error(error)
        close()
        notify({ kind: 'error', text: messages.errorNetwork })
      })
  }, [])
  if (!Panel.value) return null
  const { Component } = Panel.value
  return <Component map={map} onClose={close} />
}
