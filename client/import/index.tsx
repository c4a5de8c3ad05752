/** 导入: the import panel (drop a file, check it on the map, import it). It replaces the desk's panel. */
import './import.css'
import { effect, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { MapAccess } from '../desk.ts'
import { say } from '../messages.ts'
import { Failure } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { desk, language, sheetRaised } from '../store.ts'
import { Confirm, KindChoice, kindTitle } from './confirm.tsx'
import { DeliveryResult } from './delivery-report.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportFlow } from './import-flow.ts'
import { messages } from './messages.ts'
import { ownImportKinds } from './open-import.ts'
import { drawPreview, previewFeatures } from './preview-layers.ts'

export interface ImportPanelProps {
  readonly map: MapAccess
  readonly onClose: () => void
}

/** Most frequent kinds of import, preselected if the viewer may. */
const firstKind = (kinds: readonly string[]) => (kinds.includes('parcels') ? 'parcels' : (kinds[0] ?? ''))

export default function ImportPanel({ map, onClose }: ImportPanelProps) {
  const spoken = language.value
  const flow = useSignal(new ImportFlow(firstKind(ownImportKinds.peek()))).value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const opened = desk.peek()
    // Opening another desk closes the import panel.
    return effect(() => {
      if (desk.value !== opened) onClose()
    })
  }, [])
  useEffect(() => {
    const stopFitting = effect(() => {
      const drawn = flow.drawn.value
      if (drawn === null) return
      // On a phone the raised sheet would cover the features on the map.
      sheetRaised.value = false
      const bounds = flow.preview.peek()?.bounds
      if (bounds) map.fitBounds([...bounds])
    })
    const stopShowing = effect(() => {
      const drawn = flow.drawn.value
      if (drawn === null) return
      const isExtentCovered = flow.choices.value.coverage === 'extent'
      return drawPreview(map, previewFeatures(drawn, flow.preview.peek(), isExtentCovered))
    })
    return () => {
      stopFitting()
      stopShowing()
      flow.stop()
    }
  }, [])
  return (
    <section class="import-panel" data-import={flow.stage.value} aria-label={say(messages.title, spoken)}>
      <header class="import-head">
        <h2 ref={heading} tabIndex={-1}>
          {say(messages.title, spoken)}
        </h2>
        <button type="button" class="icon-button" aria-label={say(messages.close, spoken)} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Failure reason={flow.failure.value} />
      {flow.note.value && (
        <p class="message" role="status">
          {flow.note.value[spoken]}
        </p>
      )}
      {flow.stage.value === 'file' && <FileChoice flow={flow} />}
      {flow.stage.value === 'working' && <Working flow={flow} />}
      {flow.stage.value === 'confirm' && <Confirm flow={flow} />}
      {flow.stage.value === 'done' && <Report flow={flow} map={map} />}
      {flow.stage.value === 'checked' && <DeliveryResult flow={flow} map={map} />}
    </section>
  )
}

function FileChoice({ flow }: { readonly flow: ImportFlow }) {
  return (
    <div class="form">
      <KindChoice flow={flow} onChange={() => undefined} />
      <DropZone
        onFile={(file) => void flow.take(file)}
        onSeveral={() => {
          flow.failure.value = messages.oneFile
        }}
      />
      {findLayer(flow.choices.value.as) && (
        <div class="form-actions">
          <button type="button" class="button" onClick={() => void flow.checkStored()}>
            {say(messages.checkStored, language.value)}
          </button>
        </div>
      )}
    </div>
  )
}

function Working({ flow }: { readonly flow: ImportFlow }) {
  const spoken = language.value
  const progress = flow.progress.value
  const percent = progress?.share == null ? null : Math.round(progress.share * 100)
  const step = progress?.step[spoken] ?? say(messages.reading, spoken)
  return (
    <div class="import-working">
      <p role="status">
        {progress?.isCancelling
          ? say(messages.cancelling, spoken)
          : `${step}${percent === null ? '…' : ` ${percent} %`}`}
      </p>
      <progress aria-label={step} max={100} {...(percent === null ? {} : { value: percent })} />
      <button
        type="button"
        class="button"
        disabled={progress?.isCancelling ?? false}
        onClick={() => void flow.cancel()}
      >
        {say(messages.cancel, spoken)}
      </button>
    </div>
  )
}

function Report({ flow, map }: { readonly flow: ImportFlow; readonly map: MapAccess }) {
  const spoken = language.value
  const report = flow.report.value
  const bounds = flow.preview.value?.bounds
  if (report === null) return null
  return (
    <div class="import-report">
      <p class="message" role="status">
        {say(messages.done, spoken)} · {kindTitle(report.as, spoken)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section class="import-text" tabIndex={0} aria-label={say(messages.report, spoken)}>
        <pre>{report.report[spoken]}</pre>
      </section>
      <div class="form-actions">
        {bounds && (
          <button type="button" class="button primary" onClick={() => map.fitBounds([...bounds])}>
            {say(messages.show, spoken)}
          </button>
        )}
        <button type="button" class="button" onClick={() => flow.restart()}>
          {say(messages.other, spoken)}
        </button>
      </div>
    </div>
  )
}
