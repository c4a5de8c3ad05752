/** 三维: Qingshan Lake as a relief model with the real position of the sun. */
import './terrain3d.css'
import { effect, signal } from '@preact/signals'
import type { WebGLRenderer } from 'three'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import type { Choices } from './choices.ts'
import { followMap, type MapFollower } from './follow-map.ts'
import { choices, chosenTool, eye } from './kept-state.ts'
import { createLabels } from './labels.ts'
import { messages } from './messages.ts'
import { createModel } from './model.ts'
import { fetchModelData } from './model-data.ts'
import { mountPanel, type Viewpoint } from './panel.tsx'
import { followPicks, type Hit } from './picking.ts'
import { createPlace, type Place, qingshanBounds, toPlane } from './place.ts'
import { followPrint } from './printed-model.ts'
import { createStage, type Stage } from './stage.ts'
import { createTools } from './tool-context.ts'
import { createRenderer, createView, type View } from './view.ts'
import { addViewButtons } from './view-buttons.ts'

/** Metres from the eye to a clicked place. */
const CLOSE = 2200

/** Less detail on small screens, whose machines are mostly slower. */
function detailFor(renderer: WebGLRenderer) {
  const isSmall = Math.min(window.innerWidth, window.innerHeight) < 600
  return {
    error: isSmall ? 3 : 1.5,
    drapeWidth: Math.min(isSmall ? 2048 : 4096, renderer.capabilities.maxTextureSize),
    shadowSize: isSmall ? 1024 : 2048,
    anisotropy: Math.min(8, renderer.capabilities.getMaxAnisotropy()),
  }
}

/** Advances the time while the reader plays the day, by a minute each 30 ms. */
function playDay(choices: Choices): () => void {
  return effect(() => {
    if (!choices.playing.value) return
    const timer = window.setInterval(() => {
      choices.minutes.value = (choices.minutes.peek() + 3) % 1440
    }, 90)
    return () => window.clearInterval(timer)
  })
}

/** Animates waves on the lake, if the machine is fast enough and motion is not reduced. */
function animateWater(context: DeskContext, view: View, setTime: (seconds: number) => void): () => void {
  const timer = window.setInterval(() => {
    if (context.reducedMotion.value || !view.loop.isFast || document.hidden) return
    setTime(performance.now() / 1000)
    view.loop.invalidate()
  }, 50)
  return () => window.clearInterval(timer)
}

interface Opened {
  readonly stage: Stage
  readonly renderer: WebGLRenderer
  readonly place: Place
  readonly follower: MapFollower
}

/** Opens the card of a clicked feature; only moves to a place that is in no layer. */
function open3d(context: DeskContext, { navigation }: View, place: Place, hit: Hit): void {
  if (hit.kind === 'building') context.openCard({ layer: 'buildings', id: hit.id })
  else if (hit.kind === 'place' && hit.place.feature) context.openCard(hit.place.feature)
  if (hit.kind !== 'place') return
  const [x, z] = toPlane(place, hit.place.longitude, hit.place.latitude)
  const { distance, ...pose } = navigation.pose
  navigation.go({ ...pose, x, z, distance: Math.min(distance, CLOSE) })
}

async function build(
  context: DeskContext,
  { stage, renderer, place, follower }: Opened,
): Promise<() => void> {
  const data = await fetchModelData(context, place, (what, share) => stage.progress(what, share))
  if (!data.terrain.isCovered) {
    stage.fail(messages.empty, null)
    return () => undefined
  }
  stage.progress(messages.building)
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  context.signal.throwIfAborted()
  const model = createModel(place, data.field, data.layers, data.buildings, detailFor(renderer))
  const labels = createLabels(stage.element, place, data.field, data.places)
  const bearing = signal(0)
  const viewpoint = signal<Viewpoint | null>(null)
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
    onHand: () => {
      viewpoint.value = null
      stage.hint(null)
    },
    onRest: () => follower.rested(view.navigation, viewpoint.value === 'overview'),
  })
  const { navigation, loop } = view
  const tools = createTools(context, place, data, model, loop.invalidate)
  const buttons = addViewButtons(stage, navigation, bearing, () => {
    viewpoint.value = null
  })
  const views: Readonly<Record<Viewpoint, () => void>> = {
    overview: navigation.reset,
    above: navigation.lookDown,
    lake: navigation.atTheLake,
  }
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
    buttons,
    playDay(choices),
    animateWater(context, view, (seconds) => model.setTime(seconds)),
    mountPanel(context.panel, {
      language: context.language,
      reducedMotion: context.reducedMotion,
      choices,
      terrain: data.terrain,
      tool: tools.context,
      chosenTool,
      viewpoint,
      onView(chosen) {
        views[chosen]()
        viewpoint.value = chosen
      },
    }),
    followPicks(
      stage.canvas,
      { camera: view.camera, model, labels, wantsGround: () => tools.context.clicks.peek() !== null },
      (hit) => {
        if (!tools.take(hit)) open3d(context, view, place, hit)
      },
    ),
    follow(() => {
      const { value } = context.selected
      model.mark(value?.layer === 'buildings' ? value.id : null)
    }),
  ]
  stops.push(followPrint(stage, view))
  view.start((started) => follower.start(started))
  viewpoint.value = eye.peek() === null && !follower.isAtPlace ? 'overview' : null
  stage.hint(window.matchMedia('(pointer: coarse)').matches ? messages.hintTouch : messages.hint)
  stage.progress(null)
  return () => {
    for (const stop of stops) stop()
    view.dispose()
    labels.dispose()
    tools.dispose()
    model.dispose()
  }
}

const open: OpenDesk = async (context): Promise<Desk> => {
  const place = createPlace(qingshanBounds)
  const follower = followMap(context, place)
  const resume = context.map.suspend(qingshanBounds)
  const stage = createStage(context.stage, context.language)
  let renderer: WebGLRenderer | undefined
  let dispose: (() => void) | undefined
  const close = () => {
    dispose?.()
    renderer?.dispose()
    stage.dispose()
    resume()
    follower.close()
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
    dispose = await build(context, { stage, renderer, place, follower })
  } catch (error) {
    close()
    throw error
  }
  return { close }
}

export default open
