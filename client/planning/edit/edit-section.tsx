/** The part of a card that edits a feature of the planning layers, for those who may, and lists its versions. */
import { useSignal } from '@preact/signals'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import type { DeskContext, FeatureReference } from '../../desk.ts'
import { formatDate } from '../../format.ts'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { readVersions, versionsPath } from './edit-data.ts'
import { editing } from './editing.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly reference: FeatureReference
  /** Called after a change was stored. */
  readonly onSaved?: () => void
}

export function EditSection({ context, reference, onSaved }: Props) {
  const spoken = context.language.value
  const isOpen = useSignal(false)
  const layer = findLayer(reference.layer)
  const mayEdit = layer?.writableBy?.some((role) => context.roles.value.includes(role)) ?? false
  return (
    <>
      {mayEdit && (
        <button
          type="button"
          class="button edit-open"
          onClick={() => {
            editing.value = { reference, onSaved: onSaved ?? (() => undefined) }
          }}
        >
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
