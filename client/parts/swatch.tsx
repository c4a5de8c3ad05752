/** The symbol of a legend entry. */
import type { LegendEntry } from '../../geodata/model/answers/legend.ts'
import { imageAddress } from '../source/chosen.ts'
import { theme } from '../store.ts'

const WIDTH = 28
const HEIGHT = 18

function Line({ entry }: { readonly entry: LegendEntry }) {
  const width = entry.width ?? 2
  const dash = entry.dash?.map((length) => length * width).join(' ')
  const middle = HEIGHT / 2
  return (
    <svg class="swatch" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {entry.edge && !dash && (
        <path
          d={`M2 ${middle}H${WIDTH - 2}`}
          stroke={entry.edge}
          stroke-width={width + 2}
          stroke-linecap="round"
        />
      )}
      <path
        d={`M2 ${middle}H${WIDTH - 2}`}
        stroke={entry.colour}
        stroke-width={width}
        stroke-dasharray={dash}
        stroke-linecap={dash ? 'butt' : 'round'}
      />
    </svg>
  )
}

function Fill({ entry }: { readonly entry: LegendEntry }) {
  const hatched = entry.image?.startsWith('hatch-') === true
  const outline = entry.width ?? 1
  const opacity = hatched || (entry.image === undefined && entry.width === 2) ? 0.12 : 1
  return (
    <svg class="swatch" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect
        x={1.5}
        y={1.5}
        width={WIDTH - 3}
        height={HEIGHT - 3}
        rx={3}
        fill={entry.colour}
        fill-opacity={opacity}
        stroke={entry.edge ?? entry.colour}
        stroke-width={outline}
        stroke-dasharray={entry.dash?.map((length) => length * outline).join(' ')}
      />
      {entry.image && (
        <image
          href={imageAddress(theme.value, entry.image)}
          x={2}
          y={1}
          width={16}
          height={16}
          preserveAspectRatio="xMinYMid slice"
        />
      )}
    </svg>
  )
}

export function Swatch({ entry }: { readonly entry: LegendEntry }) {
  if (entry.shape === 'line') return <Line entry={entry} />
  if (entry.shape === 'fill') return <Fill entry={entry} />
  if (entry.image) {
    return <img class="swatch" src={imageAddress(theme.value, entry.image)} alt="" width={22} height={22} />
  }
  return (
    <svg class="swatch" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <circle cx={WIDTH / 2} cy={HEIGHT / 2} r={5} fill={entry.colour} />
    </svg>
  )
}
