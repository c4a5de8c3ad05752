/** The part of a card that edits a feature of the planning layers, for those who may, and lists its versions. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import type { DeskContext, FeatureReference } from '../../desk.ts'
import { formatDate } from '../../format.ts'
import { messages as pageMessages } from '../../messages.ts'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { readVersions, versionsPath } from './edit-data.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly reference: FeatureReference
  /** Called after a change was stored. */
  readonly onSaved?: () => void
}

type Dialog = ComponentType<{
  readonly context: DeskContext
  readonly layer: NonNullable<ReturnType<typeof findLayer>>
  readonly reference: FeatureReference
  readonly onClose: () => void
  readonly onSaved: () => void
}>

export function EditSection({ context, reference, onSaved }: Props) {
  const spoken = context.language.value
  const dialog = useSignal<{ readonly Component: Dialog } | null>(null)
  const isOpen = useSignal(false)
  const layer = findLayer(reference.layer)
  const mayEdit = layer?.writableBy?.some((role) => context.roles.value.includes(role)) ?? false
  const open = async () => {
    try {
      const { default: Component } = await import('./edit-dialog.tsx')
      dialog.value = { Component }
    } catch (error) {
      console.error(error)
      context.notify({ kind: 'error', text: pageMessages.errorNetwork })
    }
  }
  const close = () => {
    dialog.value = null
  }
  const Component = dialog.value?.Component
  return (
    <>
      {mayEdit && (
        <button type="button" class="button edit-open" onClick={() => void open()}>
          {messages.edit[spoken]}
        </button>
      )}
      <details
        class="unfold edit-versions"
        onToggle={({ currentTarget }) => {
          isOpen.value = currentTarget.open
        }}
      >
        <summary>{messages.versions[spoken]}</summary>
        {isOpen.value && <Versions context={context} reference={reference} />}
      </details>
      {Component && layer && (
        <Component
          context={context}
          layer={layer}
          reference={reference}
          onClose={close}
          onSaved={() => {
            close()
            // Reads the feature anew.
            context.openCard({ ...reference })
            onSaved?.()
          }}
        />
      )}
    </>
  )
}

function Versions({ context, reference }: Props) {
  const spoken = context.language.value
  const versions = useResource(versionsPath(reference), readVersions)
  return (
    <Loaded resource={versions}>
      {({ versions: all }) => (
        <ol class="edit-list">
          {all.map((version) => (
            <li key={version.since}>
              <span>
                {formatDate(version.since, 'datetime', spoken)}
                {version.until === null && ` · ${messages.present[spoken]}`}
              </span>
              <span class="muted">
                {version.begun_for ?? messages.unknownReason[spoken]}
                {version.begun_by && ` · ${version.begun_by}`}
                {version.deleted && ` · ${messages.deleted[spoken]} ${version.deleted_for ?? ''}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}
