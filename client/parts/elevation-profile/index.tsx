/**
 * The elevation profile of a way: distance and height, gradients as colours, surface and warnings under them. A
 * finger on it and the dot on the map move together, and a part can be chosen.
 */
import './elevation-profile.css'
import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { type MeasuredLine, measureLine } from '../../../geodata/model/routes/measured-line.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { Chart, drawingHeight, frameOf } from './chart.tsx'
import { scalesOf } from './drawing.ts'
import { abscissaOf, Handles } from './handles.tsx'
import { Legend } from './legend.tsx'
import { messages } from './messages.ts'
import { chartPointer, movedDistance } from './pointer.ts'
import type { ProfiledWay } from './profiled-way.ts'
import { placeWords, rangeWords, summaryOf, totalWords } from './words.ts'

interface Props {
  readonly way: ProfiledWay
  readonly spoken: Language
  /** Metres along the way of the place under the finger; null without one. */
  readonly at: Signal<number | null>
  readonly part: Signal<Range | null>
}

export const measureWay = (way: ProfiledWay): MeasuredLine =>
  measureLine(
    way.geometry.coordinates,
    way.length_m,
    way.gaps?.map(({ vertex }) => vertex),
  )

/** Width of an element in units of the drawing, which grow with the reader's font size. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const width = useSignal(320)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
      if (element.clientWidth > 0) width.value = Math.round(element.clientWidth / unit)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  return { box, width: width.value }
}

/** What the reader looks at: the place, otherwise the chosen part, otherwise the whole way. */
function Readout({ way, line, spoken, at, part }: Props & { readonly line: MeasuredLine }) {
  const range = part.value
  if (at.value !== null) return <strong>{placeWords(way, line, at.value, spoken)}</strong>
  if (range)
    return (
      <strong>
        {messages.part[spoken]} {formatLength(range.from_m, spoken)}–{formatLength(range.to_m, spoken)}
        {spoken === 'zh' ? '：' : ': '}
        {rangeWords(line, range, spoken)}
      </strong>
    )
  return <>{totalWords(way, spoken)}</>
}

function Drawing({ line, ...props }: Props & { readonly line: MeasuredLine }) {
  const { way, spoken, at, part } = props
  const { box, width } = useWidth()
  const drawing = useRef<SVGSVGElement>(null)
  const frame = frameOf(width)
  const scales = scalesOf(line, frame)
  const distanceAt = (event: PointerEvent) =>
    drawing.current && scales ? scales.distanceAt(abscissaOf(event, drawing.current)) : 0
  // The handlers keep their state between renders.
  const latest = useRef(distanceAt)
  latest.current = distanceAt
  const pointer = useMemo(
    () => chartPointer({ at, part, distanceAt: (event) => latest.current(event) }),
    [at, part],
  )
  if (!scales) return <p class="muted small">{messages.noHeights[spoken]}</p>
  const chart = { way, line, frame, scales, spoken }
  const place = at.value ?? part.value?.from_m ?? 0
  const height = drawingHeight(way)
  const size = {
    viewBox: `0 0 ${width} ${height}`,
    style: { width: '100%', height: `${height / 16}rem` },
  }
  return (
    <div ref={box} class="profile-box">
      <div
        class="profile-slider"
        role="slider"
        tabIndex={0}
        aria-label={messages.position[spoken]}
        aria-valuemin={0}
        aria-valuemax={Math.round(way.length_m)}
        aria-valuenow={Math.round(place)}
        aria-valuetext={placeWords(way, line, place, spoken)}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return
          const moved = movedDistance(event.key, place, way.length_m)
          if (moved === null) return
          event.preventDefault()
          at.value = moved
        }}
        onBlur={() => {
          at.value = null
        }}
      />
      <div class="profile-pointer" {...pointer}>
        <svg class="profile-drawing" {...size} aria-hidden="true">
          <Chart {...chart} at={at.value} part={part.value} />
        </svg>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its handles have names */}
        <svg ref={drawing} class="profile-drawing profile-handles" {...size}>
          <Handles {...chart} part={part} />
        </svg>
      </div>
    </div>
  )
}

export function ElevationProfile(props: Props) {
  const { way, spoken, at, part } = props
  const line = useMemo(() => measureWay(way), [way])
  const hasPart = part.value !== null
  return (
    <section class="profile" aria-label={messages.title[spoken]}>
      <p class="visually-hidden">{summaryOf(way, line, spoken)}</p>
      <p class="profile-readout small" aria-hidden="true">
        <Readout {...props} line={line} />
      </p>
      <Drawing {...props} line={line} />
      <Legend way={way} spoken={spoken} part={part} at={at} />
      <button
        type="button"
        class="text-button"
        aria-pressed={hasPart}
        onClick={() => {
          const middle = at.value ?? way.length_m / 2
          part.value = hasPart
            ? null
            : {
                from_m: Math.max(0, middle - way.length_m / 8),
                to_m: Math.min(way.length_m, middle + way.length_m / 8),
              }
        }}
      >
        {(hasPart ? messages.wholeWay : messages.choosePart)[spoken]}
      </button>
      <p class="visually-hidden" role="status">
        {part.value ? rangeWords(line, part.value, spoken) : ''}
      </p>
    </section>
  )
}
