/** The drawing of the profile: areas by gradient, surface and warnings under it, the place and the part. */

import { heightAt } from '../../../geodata/model/routes/grades.ts'
import type { MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { tokens } from '../../../geodata/model/tokens.ts'
import { formatNumber } from '../../format.ts'
import { areasOf, type Frame, marks, roundStep, type Scales } from './drawing.ts'
import { messages, warningWords } from './messages.ts'
import type { ProfiledWay } from './profiled-way.ts'
import { warningGroups } from './words.ts'

const HEIGHT = 96
const TOP = 10
const LEFT = 46
const RIGHT = 10
const STRIP = 9
const ROW = 13
const AXIS = 18
const FONT = 11

/** Returns the frame of the heights for a width of the drawing. */
export const frameOf = (width: number): Frame => ({
  left: LEFT,
  right: Math.max(LEFT + 40, width - RIGHT),
  top: TOP,
  bottom: TOP + HEIGHT,
})

/** Returns the height of the whole drawing. */
export const drawingHeight = (way: ProfiledWay): number =>
  TOP + HEIGHT + 4 + STRIP + 4 + warningGroups(way).length * ROW + AXIS

export interface ChartProps {
  readonly way: ProfiledWay
  readonly line: MeasuredLine
  readonly frame: Frame
  readonly scales: Scales
  readonly spoken: Language
}

function Axes({ way, frame, scales, spoken }: ChartProps) {
  const { low, high } = scales.heights
  const bottom = drawingHeight(way)
  const isShort = way.length_m < 1500
  const step = roundStep(way.length_m, Math.max(2, (frame.right - frame.left) / 62))
  const unit = isShort ? (spoken === 'zh' ? '米' : 'm') : spoken === 'zh' ? '公里' : 'km'
  return (
    <g class="profile-axes">
      {marks(low, high, roundStep(high - low, 3)).map((height) => (
        <g key={height}>
          <path d={`M${frame.left} ${scales.y(height)}H${frame.right}`} />
          <text
            x={frame.left - 6}
            y={scales.y(height) + (height === low ? -1 : 4)}
            text-anchor="end"
            font-size={FONT}
          >
            {formatNumber(height, spoken, 0)}
            {height === low || height + 1 < high ? '' : spoken === 'zh' ? ' 米' : ' m'}
          </text>
        </g>
      ))}
      {marks(0, way.length_m, step).map((at_m) => (
        <text
          key={at_m}
          x={scales.x(at_m)}
          y={bottom - 5}
          font-size={FONT}
          text-anchor={at_m === 0 ? 'start' : scales.x(at_m) > frame.right - 16 ? 'end' : 'middle'}
        >
          {formatNumber(isShort ? at_m : at_m / 1000, spoken, 1)}
          {at_m === 0 ? ` ${unit}` : ''}
        </text>
      ))}
    </g>
  )
}

const atLeast = (width: number) => Math.max(3, width)

function Strips({ way, frame, scales, spoken }: ChartProps) {
  const surfaceTop = frame.bottom + 4
  return (
    <g>
      <text x={LEFT - 6} y={surfaceTop + STRIP} text-anchor="end" font-size={FONT} class="profile-label">
        {messages.surface[spoken]}
      </text>
      {way.parts.map(({ from_m, to_m, surface }) => (
        <rect
          key={from_m}
          x={scales.x(from_m)}
          y={surfaceTop}
          width={scales.x(to_m) - scales.x(from_m) + 0.3}
          height={STRIP}
          fill={tokens.surface[surface as keyof typeof tokens.surface] ?? tokens.surface.unknown}
        />
      ))}
      {warningGroups(way).map(({ kind, warnings }, index) => {
        const top = surfaceTop + STRIP + 4 + index * ROW
        return (
          <g key={kind} class={`profile-warning ${kind}`}>
            <path class="profile-track" d={`M${frame.left} ${top + ROW / 2}H${frame.right}`} />
            <text x={LEFT - 6} y={top + ROW - 3} text-anchor="end" font-size={FONT} class="profile-label">
              {warningWords[kind].short[spoken]}
            </text>
            {warnings.map(({ from_m, to_m }) => (
              <rect
                key={from_m}
                x={Math.min(scales.x(from_m), frame.right - 3)}
                y={top + 3}
                width={atLeast(scales.x(to_m) - scales.x(from_m))}
                height={ROW - 6}
                rx={1.5}
              />
            ))}
          </g>
        )
      })}
    </g>
  )
}

function Gaps({ way, frame, scales }: ChartProps) {
  return (
    <g class="profile-gaps">
      {way.gaps?.map(({ at_m, vertex }) => (
        <path key={vertex} d={`M${scales.x(at_m)} ${frame.top}V${frame.bottom + 4 + STRIP}`} />
      ))}
    </g>
  )
}

interface MarksProps extends ChartProps {
  readonly at: number | null
  readonly part: Range | null
}

/** The place under the finger, and shades outside the chosen part. */
function Marks({ line, frame, scales, at, part }: MarksProps) {
  const height = at === null ? null : heightAt(line.points, at)
  return (
    <g>
      {part && (
        <path
          class="profile-shade"
          d={`M${frame.left} ${frame.top}H${scales.x(part.from_m)}V${frame.bottom}H${frame.left}ZM${scales.x(part.to_m)} ${frame.top}H${frame.right}V${frame.bottom}H${scales.x(part.to_m)}Z`}
        />
      )}
      {at !== null && (
        <g class="profile-place">
          <path d={`M${scales.x(at)} ${frame.top - 6}V${frame.bottom + 4 + STRIP}`} />
          {height !== null && <circle cx={scales.x(at)} cy={scales.y(height)} r={5} />}
        </g>
      )}
    </g>
  )
}

export function Chart(props: MarksProps) {
  const { areas, outline } = areasOf(props.line, props.scales, props.frame)
  return (
    <>
      <Axes {...props} />
      <g>
        {areas.map(({ grade, path }) => (
          <path key={path} class={`profile-grade-${grade}`} d={path} />
        ))}
        <path class="profile-outline" d={outline} />
      </g>
      <Strips {...props} />
      <Gaps {...props} />
      <Marks {...props} />
    </>
  )
}
