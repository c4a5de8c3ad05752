/** 三维: Qingshan Lake as a relief model under a true sun. */
import './terrain3d.css'
import { effect, signal } from '@preact/signals'
import type { WebGLRenderer } from 'three'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import { type Choices, createChoices } from './choices.ts'
import { createLabels } from './labels.ts'
import { messages } from './messages.ts'
import { createModel } from './model.ts'
import { fetchModelData } from './model-data.ts'
import { mountPanel } from './panel.tsx'
import { createPlace, qingshanBounds } from './place.ts'
import { createStage, type Stage } from './stage.ts'
import { createRenderer, createView, type View } from './view.ts'

const needle =
  '<path class="needle-north" d="M12 2.500 16 12H8z"/><path class="needle-south" d="M12 21.500 8 12h8z"/>'
const plus = '<path class="stroke" d="M12 5v14M5 12h14"/>'
const minus = '<path class="stroke" d="M5 12h14"/>'

/** Less detail where the screen is small: so is the machine, mostly. */
function detailFor(renderer: WebGLRenderer) {
  const isSmall = Math.min(window.innerWidth, window.innerHeight) < 600
  return {
    error: isSmall ? 3 : 1.5,
    drapeWidth: Math.min(isSmall ? 2048 : 4096, renderer.capabilities.maxTextureSize),
    shadowSize: isSmall ? 1024 : 2048,
    anisotropy: Math.min(8, renderer.capabilities.getMaxAnisotropy()),
  }
}

/** Moves the time on while the reader plays the day, a minute of sun each 30 ms. */
function playDay(choices: Choices): () => void {
  return effect(() => {
    if (!choices.playing.value) return
    const timer = window.setInterval(() => {
      choices.minutes.value = (choices.minutes.peek() + 3) % 1440
    }, 90)
    return () => window.clearInterval(timer)
  })
}

/** Waves on the lake, only where the machine draws in time and motion is welcome. */
function animateWater(context: DeskContext, view: View, setTime: (seconds: number) => void): () => void {
  const timer = window.setInterval(() => {
    if (context.reducedMotion.value || !view.loop.isFast || document.hidden) return
    setTime(performance.now() / 1000)
    view.loop.invalidate()
  }, 50)
  return () => window.clearInterval(timer)
}

async function build(context: DeskContext, stage: Stage, renderer: WebGLRenderer): Promise<() => void> {
  const place = createPlace(qingshanBounds)
  const data = await fetchModelData(context, place, (what, share) => stage.progress(what, share))
  if (!data.terrain.isCovered) {
    stage.fail(messages.empty, null)
    return () => undefined
  }
  stage.progress(messages.building)
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  context.signal.throwIfAborted()
  const choices = createChoices(new Date())
  const model = createModel(place, data.field, data.layers, data.buildings, detailFor(renderer))
  const labels = createLabels(stage.element, place, data.field, data.places)
  const bearing = signal(0)
  const view = createView({
    canvas: stage.canvas,
    renderer,
    place,
    model,
    labels,
    exaggeration: () => choices.exaggeration.value,
    onBearing: (degrees) => {
      bearing.value = degrees
    },
  })
  const { navigation, loop } = view
  const compass = stage.button('', messages.north, needle, navigation.faceNorth)
  stage.button('', messages.zoomIn, plus, () => navigation.zoomBy(1.4))
  stage.button('', messages.zoomOut, minus, () => navigation.zoomBy(1 / 1.4))
  const follow = (act: () => void) =>
    effect(() => {
      act()
      loop.invalidate()
    })
  const stops = [
    follow(() => model.setTheme(context.theme.value)),
    follow(() => model.setSun(choices.sun.value)),
    follow(() => model.setExaggeration(choices.exaggeration.value)),
    follow(() => model.showBuildings(choices.buildings.value)),
    follow(() => labels.setLanguage(context.language.value)),
    follow(() => labels.show(choices.labels.value)),
    effect(() => {
      compass.querySelector('svg')?.style.setProperty('transform', `rotate(${-bearing.value}deg)`)
    }),
    playDay(choices),
    animateWater(context, view, (seconds) => model.setTime(seconds)),
    mountPanel(context.panel, {
      language: context.language,
      reducedMotion: context.reducedMotion,
      choices,
      terrain: data.terrain,
      actions: { overview: navigation.reset, above: navigation.lookDown, lake: navigation.atTheLake },
    }),
  ]
  view.start()
  stage.progress(null)
  return () => {
    for (const stop of stops) stop()
    view.dispose()
    labels.dispose()
    model.dispose()
  }
}

const open: OpenDesk = async (context): Promise<Desk> => {
  const resume = context.map.suspend()
  const stage = createStage(context.stage, context.language)
  let renderer: WebGLRenderer | undefined
  let takeDown: (() => void) | undefined
  const close = () => {
    takeDown?.()
    renderer?.dispose()
    stage.dispose()
    resume()
  }
  try {
    renderer = createRenderer(stage.canvas)
  } catch (error) {
    console.warn(error)
    stage.fail(messages.noGraphics, () => window.location.reload())
    return { close }
  }
  stage.canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault()
    if (!context.signal.aborted) stage.fail(messages.lostGraphics, () => window.location.reload())
  })
  try {
    takeDown = await build(context, stage, renderer)
  } catch (error) {
    close()
    throw error
  }
  return { close }
}

export default open
