/** The outline check in the planning desk's panel: hand in or draw, confirm the system, repair, read the verdict. */
import '../../import/import.css'
import './outlines.css'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { formatDate } from '../../format.ts'
import { DropZone } from '../../import/drop-zone.tsx'
import { Icon } from '../../parts/icons.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { FaultList } from './fault-list.tsx'
import { messages } from './messages.ts'
import { readSets } from './outline-data.ts'
import { OutlineFlow } from './outline-flow.ts'
import { OutlineDrawing, outlineFeatures } from './outline-layers.ts'
import type { PartProps } from './part-props.ts'
import { shownOutlines } from './shown.ts'
import { SystemChoice } from './system-choice.tsx'
import { VerdictSheet } from './verdict-sheet.tsx'

/** Draws what the flow shows, and moves the map to it. */
function useDrawing({ context, flow }: PartProps): void {
  const drawing = useMemo(() => new OutlineDrawing(context), [])
  const shown = useComputed(() => outlineFeatures(flow.set.value, flow.check.value, flow.candidate.value))
  useEffect(() => drawing.show(shown.value), [shown.value])
  useEffect(() => () => drawing.close(), [])
  const set = flow.set.value
  const outline = flow.check.value?.outline
  const at = set?.system === null ? set.candidates[flow.candidate.value]?.shape.flat(2) : undefined
  useEffect(() => {
    if (set?.bounds) context.map.fitBounds(withRoom(set.bounds), 17)
    else if (at && at.length > 0) {
      const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)]
      context.map.fitBounds([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], 17)
    }
    // A fault that was looked at leaves the map too close for the verdict.
  }, [set?.id, set?.system?.crs, flow.candidate.value, set?.fault_count, outline === undefined])
}

/** A quarter of its sides around a box, so that the map shows what lies beside an outline. */
function withRoom([west, south, east, north]: Bounds): Bounds {
  const [x, y] = [(east - west) / 4, (north - south) / 4]
  return [west - x, south - y, east + x, north + y]
}

/** Files may be dropped on the map as well. */
function useMapDrop({ context, flow }: PartProps): void {
  useEffect(() => {
    const target = context.map.map.getContainer()
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const [file, ...more] = event.dataTransfer?.files ?? []
      if (more.length > 0) flow.failure.value = messages.several
      else if (file) void flow.take(file)
    }
    target.addEventListener('dragover', over)
    target.addEventListener('drop', drop)
    return () => {
      target.removeEventListener('dragover', over)
      target.removeEventListener('drop', drop)
    }
  }, [])
}

function Status({ context, flow }: PartProps) {
  const spoken = context.language.value
  const { value: failure } = flow.failure
  const { value: progress } = flow.progress
  if (failure)
    return (
      <div class="message error" role="alert">
        <Icon name="warning" size={18} />
        <span>{failure[spoken]}</span>
      </div>
    )
  return (
    <p class="outline-status" role="status">
      {progress &&
        `${progress.step[spoken]}${progress.share === null ? '…' : ` ${Math.round(progress.share * 100)}%`}`}
    </p>
  )
}

function Start({ context, flow }: PartProps) {
  const spoken = context.language.value
  const isDrawing = useSignal(false)
  const sets = useResource('/planning/outlines', readSets)
  const draw = async () => {
    isDrawing.value = true
    // Also while the code of drawing is loaded.
    const ending = new AbortController()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') ending.abort()
    }
    window.addEventListener('keydown', onKey)
    try {
      const { drawOutline } = await import('./draw.ts')
      const parts = await drawOutline(context, ending.signal)
      if (parts) await flow.draw(messages.drawn[spoken], parts)
    } finally {
      window.removeEventListener('keydown', onKey)
      isDrawing.value = false
    }
  }
  return (
    <>
      <p class="hint">{(isDrawing.value ? messages.drawing : messages.hint)[spoken]}</p>
      <DropZone
        hint={messages.formats}
        onFile={(file) => void flow.take(file)}
        onSeveral={() => {
          flow.failure.value = messages.several
        }}
      />
      <button type="button" class="button" disabled={isDrawing.value} onClick={() => void draw()}>
        {messages.draw[spoken]}
      </button>
      <Loaded resource={sets}>
        {(list) =>
          list.length === 0 ? null : (
            <section class="desk-section">
              <h3>{messages.recent[spoken]}</h3>
              <ul class="plain outline-recent">
                {list.slice(0, 8).map(({ id, name, created_at }) => (
                  <li key={id}>
                    <button type="button" class="text-button" onClick={() => void flow.open(id)}>
                      {name}
                    </button>{' '}
                    <span class="muted small">{formatDate(created_at, 'datetime', spoken)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
    </>
  )
}

function Steps(props: PartProps) {
  const set = props.flow.set.value
  const spoken = props.context.language.value
  if (set === null) return <Start {...props} />
  return (
    <>
      <p class="outline-name">
        <strong>{set.name}</strong>{' '}
        <span class="muted small">
          {set.count} {messages.outlines[spoken]}
        </span>
      </p>
      {set.system === null &&
        set.notes.map((note) => (
          <p key={note.en} class="muted small">
            {note[spoken]}
          </p>
        ))}
      {set.system === null ? (
        <SystemChoice {...props} set={set} />
      ) : (
        <>
          <p class="muted small">{set.system.title[spoken]}</p>
          <FaultList {...props} set={set} />
          <VerdictSheet {...props} set={set} />
        </>
      )}
      <div class="outline-actions">
        <button type="button" class="button" onClick={() => void props.flow.open('new')}>
          {messages.another[spoken]}
        </button>
        <button type="button" class="text-button" onClick={() => void props.flow.remove()}>
          {messages.remove[spoken]}
        </button>
      </div>
    </>
  )
}

export default function OutlinePanel({ context }: Pick<PartProps, 'context'>) {
  const flow = useMemo(() => new OutlineFlow(), [])
  const props = { context, flow }
  const id = shownOutlines.value
  useEffect(() => {
    if (id !== null) void flow.open(id)
  }, [id])
  useEffect(() => () => flow.stop(), [])
  useDrawing(props)
  useMapDrop(props)
  return (
    <div class="outline-panel">
      <button
        type="button"
        class="text-button"
        onClick={() => {
          shownOutlines.value = null
        }}
      >
        <Icon name="back" size={16} /> {messages.back[context.language.value]}
      </button>
      <h2>{messages.title[context.language.value]}</h2>
      <Status {...props} />
      <Steps {...props} />
    </div>
  )
}
