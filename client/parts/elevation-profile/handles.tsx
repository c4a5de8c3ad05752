/** Handles at the ends of the chosen part: sliders for finger, mouse and keyboard. */
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import { formatLength } from '../../format.ts'
import type { ChartProps } from './chart.tsx'
import { messages } from './messages.ts'
import { movedDistance } from './pointer.ts'

interface HandleProps extends ChartProps {
  readonly label: string
  readonly value: number
  readonly onChange: (at_m: number) => void
}

/** A handle at an end of the chosen part. */
function Handle({ way, frame, scales, spoken, label, value, onChange }: HandleProps) {
  const x = scales.x(value)
  const drags = useRef(false)
  return (
    <g
      class="profile-handle"
      role="slider"
      tabindex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(way.length_m)}
      aria-valuenow={Math.round(value)}
      aria-valuetext={formatLength(value, spoken)}
      onKeyDown={(event) => {
        const moved = movedDistance(event.key, value, way.length_m)
        if (moved === null) return
        event.preventDefault()
        event.stopPropagation()
        onChange(moved)
      }}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        drags.current = true
      }}
      onPointerMove={(event) => {
        if (!drags.current) return
        event.stopPropagation()
        const box = event.currentTarget.ownerSVGElement
        if (box) onChange(scales.distanceAt(abscissaOf(event, box)))
      }}
      onPointerUp={() => {
        drags.current = false
      }}
      onPointerCancel={() => {
        drags.current = false
      }}
    >
      <rect
        x={x - 14}
        y={frame.top - 8}
        width={28}
        height={frame.bottom - frame.top + 8}
        class="profile-grip"
      />
      <path d={`M${x} ${frame.top - 4}V${frame.bottom}`} />
      <rect x={x - 5} y={frame.top + 30} width={10} height={24} rx={5} />
    </g>
  )
}

/** Returns the abscissa of an event in units of a drawing. */
export function abscissaOf({ clientX }: PointerEvent, drawing: SVGElement): number {
  const { left, width } = drawing.getBoundingClientRect()
  const units = (drawing as SVGSVGElement).viewBox.baseVal.width
  return width > 0 ? ((clientX - left) / width) * units : 0
}

export function Handles(props: ChartProps & { readonly part: Signal<Range | null> }) {
  const { part, spoken } = props
  const range = part.value
  if (!range) return null
  return (
    <>
      <Handle
        {...props}
        label={messages.partStart[spoken]}
        value={range.from_m}
        onChange={(from_m) => {
          part.value = { from_m: Math.min(from_m, range.to_m - 1), to_m: range.to_m }
        }}
      />
      <Handle
        {...props}
        label={messages.partEnd[spoken]}
        value={range.to_m}
        onChange={(to_m) => {
          part.value = { from_m: range.from_m, to_m: Math.max(to_m, range.from_m + 1) }
        }}
      />
    </>
  )
}
