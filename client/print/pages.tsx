/** The printed pages: the map with its notes, a long legend on its own page, and the card. */
import { useEffect, useRef } from 'preact/hooks'
import type { About } from '../../geodata/model/answers/about.ts'
import type { Text } from '../../geodata/model/text.ts'
import { formatDate, formatLength, formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { Swatch } from '../parts/swatch.tsx'
import { language } from '../store.ts'
import type { LegendSection } from './legend-in-view.ts'
import { messages } from './messages.ts'
import { FIGURE, frameSize, legendRoom, type Orientation, type Paper, pageSize } from './paper.ts'

export interface Printed {
  readonly title: string
  readonly paper: Paper
  readonly orientation: Orientation
  /** The denominator of the scale. */
  readonly scale: number
  /** Degrees clockwise from north. */
  readonly bearing: number
  /** URL of the map's image; null while it is drawn. */
  readonly image: string | null
  readonly legend: readonly LegendSection[]
  /** What the open desk adds. */
  readonly note: Text | null
  readonly figure: Element | null
  readonly synthetic: boolean
  readonly about: About | null
  /** The open card; null without one. */
  readonly card: HTMLElement | null
}

const mm = (length: number) => `${length}mm`

function Legend({ legend }: Pick<Printed, 'legend'>) {
  const spoken = language.value
  return (
    <section class="print-legend">
      <h2>{say(messages.legend, spoken)}</h2>
      {legend.length === 0 && <p>{say(messages.noLegend, spoken)}</p>}
      <ul class="plain">
        {legend.map(({ layer, title, entries }) => {
          const [first] = entries
          if (entries.length === 1 && first?.code === null)
            return (
              <li key={layer} class="print-entry">
                <Swatch entry={first} />
                {title[spoken]}
              </li>
            )
          return (
            <li key={layer}>
              <h3>{title[spoken]}</h3>
              <ul class="plain">
                {entries.map((entry) => (
                  <li key={entry.code ?? ''} class="print-entry">
                    <Swatch entry={entry} />
                    {layer === 'parcels' && entry.code} {entry.title[spoken]}
                  </li>
                ))}
              </ul>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The longest bar of 1, 2 or 5 times a power of ten metres, up to 40 mm. */
function ScaleBar({ scale }: Pick<Printed, 'scale'>) {
  const longest = (40 * scale) / 1000
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = ([5, 2, 1].find((factor) => factor * power <= longest) ?? 1) * power
  return (
    <div class="print-scale">
      <span>{formatLength(metres, language.value)}</span>
      <span class="print-bar" style={{ width: mm((metres * 1000) / scale) }}>
        <i />
        <i />
      </span>
    </div>
  )
}

function North({ bearing }: Pick<Printed, 'bearing'>) {
  return (
    <svg
      class="print-north"
      viewBox="0 0 24 32"
      aria-label={say(messages.north, language.value)}
      style={{ transform: `rotate(${-bearing}deg)` }}
    >
      <text x="12" y="8">
        {say(messages.north, language.value)}
      </text>
      <path d="M12 10 18 31 12 27 6 31z" />
      <path d="M12 10V27L6 31z" class="print-north-dark" />
    </svg>
  )
}

function Notes({ scale, about, note, synthetic }: Printed) {
  const spoken = language.value
  const number = about?.map_approval_number
  return (
    <footer class="print-notes">
      <p>
        <strong>
          {say(messages.scale, spoken)} 1:{formatNumber(scale, spoken, 0)}
        </strong>{' '}
        · {say(messages.projection, spoken)} · {say(messages.printed, spoken)}{' '}
        {formatDate(new Date().toISOString(), 'date', spoken)}
      </p>
      {note && <p>{note[spoken]}</p>}
      <p>
        {number ? `${say(messages.approval, spoken)} ${number}` : say(messages.noApproval, spoken)}
        {synthetic && <strong class="print-synthetic"> · {say(messages.synthetic, spoken)}</strong>}
      </p>
      <p>
        {say(messages.source, spoken)}
        {spoken === 'zh' ? '：' : ': '}
        {(about?.credits ?? []).join(spoken === 'zh' ? '；' : '; ')}
      </p>
    </footer>
  )
}

/** A copy of the open card, unfolded and without buttons. */
function Card({ card }: { readonly card: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const copy = card.cloneNode(true) as HTMLElement
    // Names of control lines and surveys are buttons that open their card.
    for (const name of copy.querySelectorAll('button.text-button')) name.replaceWith(name.textContent)
    for (const part of copy.querySelectorAll('.card-back, .card-actions, button, input, select'))
      part.remove()
    for (const fold of copy.querySelectorAll('details')) fold.open = true
    for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id')
    copy.removeAttribute('tabindex')
    place.current?.replaceChildren(copy)
  }, [card])
  return <div class="print-page print-card" ref={place} />
}

/** A copy of a drawing of the desk, such as the profile of a route. */
function Figure({ figure }: { readonly figure: Element }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const copy = figure.cloneNode(true) as Element
    // Its size on the screen.
    copy.removeAttribute('style')
    place.current?.replaceChildren(copy)
  }, [figure])
  return <div class="print-figure profile" ref={place} />
}

export function Pages(printed: Printed) {
  const { title, paper, orientation, image, legend, card } = printed
  const page = pageSize(paper, orientation)
  const frame = frameSize(paper, orientation)
  const entries = legend.reduce((sum, section) => sum + section.entries.length + 1, 0)
  const isLong = entries > legendRoom(paper, orientation)
  const size = { width: mm(page.width), minHeight: mm(page.height) }
  return (
    <>
      <div class={`print-page print-map ${orientation}`} style={{ ...size, height: mm(page.height) }}>
        <h1>{title}</h1>
        <div class="print-frame" style={{ width: mm(frame.width), height: mm(frame.height) }}>
          {image ? (
            <img src={image} alt="" style={printed.figure ? { height: mm(frame.height - FIGURE) } : {}} />
          ) : (
            <p class="print-wait" role="status">
              {say(messages.drawing, language.value)}
            </p>
          )}
          <North bearing={printed.bearing} />
          <ScaleBar scale={printed.scale} />
          {printed.figure && <Figure figure={printed.figure} />}
        </div>
        {!isLong && <Legend legend={legend} />}
        <Notes {...printed} />
      </div>
      {isLong && (
        <div class="print-page print-long-legend" style={size}>
          <Legend legend={legend} />
        </div>
      )}
      {card && <Card card={card} />}
    </>
  )
}
