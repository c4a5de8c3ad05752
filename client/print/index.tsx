/** The dialog that prints the map: title, paper, scale, and a preview of the pages. */
import './print.css'
import { effect, signal, useSignal } from '@preact/signals'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { selection } from '../card/selected-feature.ts'
import { followLegends, legends } from '../layers/legends.ts'
import { extentOf } from '../map/extent.ts'
import { metresPerPixel } from '../map/scale.ts'
import { deskTitles, messages as pageMessages, say } from '../messages.ts'
import { about } from '../page/about.ts'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Choice, TextField } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { isAbort } from '../source/request.ts'
import { desk, language, openTitle, printedDesk, printing } from '../store.ts'
import { legendInView } from './legend-in-view.ts'
import { drawMap, type MapImage } from './map-image.ts'
import { messages } from './messages.ts'
import { Pages, type Printed } from './pages.tsx'
import {
  FIGURE,
  frameSize,
  type Orientation,
  type PageSize,
  type Paper,
  pageSize,
  scales,
  scaleToShow,
} from './paper.ts'

type Owner = NonNullable<DialogProps['map']>

/** Returns the size of the uncovered view in metres on the ground. */
function groundInView({ map }: Owner) {
  const { clientWidth, clientHeight } = map.getCanvas()
  const perPixel = metresPerPixel(map.getZoom(), map.getCenter().lat)
  return { width: clientWidth * perPixel * 0.6, height: clientHeight * perPixel * 0.7 }
}

/** Returns the middle of the open card's feature, otherwise of the uncovered map. */
function centreOf({ map, offset }: Owner): [number, number] {
  const open = selection.peek()
  if (open.state === 'ready') {
    const [west, south, east, north] = extentOf(open.feature.geometry)
    return [(west + east) / 2, (south + north) / 2]
  }
  const { clientWidth, clientHeight } = map.getCanvas()
  const [x, y] = offset()
  const { lng, lat } = map.unproject([clientWidth / 2 + x, clientHeight / 2 + y])
  return [lng, lat]
}

/** Adds an element with the pages while they are printed. */
function usePrinted(printed: Printed): void {
  useEffect(() => {
    const place = document.createElement('div')
    place.id = 'print'
    document.body.append(place)
    render(<Pages {...printed} />, place)
    const { width, height } = pageSize(printed.paper, printed.orientation)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      render(null, place)
      place.remove()
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  })
}

const chosenPaper = signal<Paper>('A4')
const chosenOrientation = signal<Orientation>('landscape')

/** Returns the size of the map on the chosen paper. */
function mapFrame(hasFigure: boolean): PageSize {
  const frame = frameSize(chosenPaper.value, chosenOrientation.value)
  return hasFigure ? { ...frame, height: frame.height - FIGURE } : frame
}

/** Draws the map again when paper or scale change. */
function useMapImage(owner: Owner, scale: number, frame: PageSize) {
  const image = useSignal<MapImage | null>(null)
  const failed = useSignal(false)
  useEffect(() => {
    const abort = new AbortController()
    image.value = null
    failed.value = false
    const wanted = { frame, scale, center: centreOf(owner), bearing: owner.map.getBearing() }
    drawMap(owner.map, wanted, abort.signal)
      .then((drawn) => {
        if (abort.signal.aborted) URL.revokeObjectURL(drawn.url)
        else image.value = drawn
      })
      .catch((error: unknown) => {
        if (isAbort(error)) return
        console.error(error)
        failed.value = true
      })
    return () => {
      abort.abort()
      if (image.peek()) URL.revokeObjectURL(image.peek()?.url ?? '')
    }
  }, [frame.width, frame.height, scale, language.value])
  return { image: image.value, failed: failed.value }
}

function PrintForm({ owner, onClose }: { readonly owner: Owner; readonly onClose: () => void }) {
  const spoken = language.value
  const product = say(pageMessages.product, spoken)
  const shown = openTitle.peek() ?? printedDesk.peek()?.().title ?? product
  const title = useSignal([shown, deskTitles[desk.peek()][spoken]].join(' · '))
  const chosenScale = useSignal<number | null>(null)
  const card = useSignal(document.querySelector<HTMLElement>('article.card')).value
  const withCard = useSignal(card !== null)
  const ofDesk = printedDesk.value?.()
  const frame = mapFrame(ofDesk?.figure != null)
  const scale = chosenScale.value ?? scaleToShow(groundInView(owner), frame)
  const { image, failed } = useMapImage(owner, scale, frame)
  const printed: Printed = {
    title: title.value,
    paper: chosenPaper.value,
    orientation: chosenOrientation.value,
    scale,
    bearing: owner.map.getBearing(),
    image: image?.url ?? null,
    legend: image ? [...(ofDesk?.legend ?? []), ...legendInView(image.values, legends.value ?? {})] : [],
    note: ofDesk?.note ?? null,
    figure: ofDesk?.figure ?? null,
    synthetic: image?.synthetic ?? false,
    about: about.value,
    card: withCard.value ? card : null,
  }
  usePrinted(printed)
  return (
    <Dialog title={say(messages.heading, spoken)} kind="print-dialog" onClose={onClose}>
      <div class="panel-body print-body">
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault()
            window.print()
          }}
        >
          <TextField label={say(messages.title, spoken)} text={title} maxLength={80} />
          <Choice
            label={say(messages.paper, spoken)}
            value={chosenPaper.value}
            options={[
              ['A4', 'A4'],
              ['A3', 'A3'],
            ]}
            onChange={(value) => {
              chosenPaper.value = value === 'A3' ? 'A3' : 'A4'
            }}
          />
          <Choice
            label={say(messages.orientation, spoken)}
            value={chosenOrientation.value}
            options={[
              ['landscape', say(messages.landscape, spoken)],
              ['portrait', say(messages.portrait, spoken)],
            ]}
            onChange={(value) => {
              chosenOrientation.value = value === 'portrait' ? 'portrait' : 'landscape'
            }}
          />
          <Choice
            label={say(messages.scale, spoken)}
            value={String(scale)}
            options={scales.map((one) => [String(one), `1:${one.toLocaleString('en')}`])}
            onChange={(value) => {
              chosenScale.value = Number(value)
            }}
          />
          {card && (
            <label class="choice">
              <input
                type="checkbox"
                checked={withCard.value}
                onChange={(event) => {
                  withCard.value = event.currentTarget.checked
                }}
              />
              {say(messages.withCard, spoken)}
            </label>
          )}
          {failed && (
            <p class="message error" role="alert">
              {say(messages.failed, spoken)}
            </p>
          )}
          <button type="submit" class="button primary" disabled={!image}>
            <Icon name="print" size={18} />
            {say(image ? messages.print : messages.drawing, spoken)}
          </button>
        </form>
        <section class="print-preview" aria-label={say(messages.preview, spoken)} inert>
          <Pages {...printed} />
        </section>
      </div>
    </Dialog>
  )
}

/** Waits until the map shows the day theme, which is always used for printing, and all that the desk prints. */
function useDay(map: DialogProps['map']): boolean {
  const isDay = useSignal(false)
  useEffect(() => {
    printing.value = true
    const stop = effect(() => {
      if (!map || isDay.peek() || map.drawnTheme.value !== 'day') return
      const draw = () => {
        isDay.value = true
      }
      // After this look at the map, so that the desk's own changes for paper come first.
      map.map.once('idle', draw)
      map.map.triggerRepaint()
      return () => map.map.off('idle', draw)
    })
    return () => {
      stop()
      printing.value = false
    }
  }, [])
  return isDay.value
}

export default function PrintDialog({ onClose, map }: DialogProps) {
  useEffect(followLegends, [])
  const isDay = useDay(map)
  return map && isDay ? <PrintForm owner={map} onClose={onClose} /> : null
}
