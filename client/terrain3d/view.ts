/** The model on its canvas: renderer, camera, names and render loop. */
import { NeutralToneMapping, PCFShadowMap, PerspectiveCamera, WebGLRenderer } from 'three'
import { tokens } from '../../geodata/model/tokens.ts'
import { FIELD_OF_VIEW } from './eye.ts'
import type { Labels } from './labels.ts'
import type { Model } from './model.ts'
import { createNavigation, type Navigation } from './navigation.ts'
import type { Place } from './place.ts'
import { createRenderLoop, type RenderLoop } from './render-loop.ts'

export interface View {
  readonly navigation: Navigation
  readonly loop: RenderLoop
  readonly camera: PerspectiveCamera
  /** Shows the whole model, unless `go` moves to another view and returns true. */
  start(go: (navigation: Navigation) => boolean): void
  dispose(): void
}

export interface ViewOptions {
  readonly canvas: HTMLCanvasElement
  readonly renderer: WebGLRenderer
  readonly place: Place
  readonly model: Model
  readonly labels: Labels
  readonly exaggeration: () => number
  readonly onBearing: (degrees: number) => void
  /** Called when the reader begins to move the view by hand. */
  readonly onHand: () => void
  /** Called when the view rests. */
  readonly onRest: () => void
}

/** Space that panels take from the model: a column on a desktop, the sheet on a phone. */
const PANEL_WIDTH = 480
const SHEET_HEIGHT = 300

/** Throws if the browser has no WebGL 2. */
export function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  const renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'high-performance' })
  renderer.toneMapping = NeutralToneMapping
  renderer.toneMappingExposure = 1
  renderer.shadowMap.enabled = true
  renderer.shadowMap.type = PCFShadowMap
  renderer.shadowMap.autoUpdate = true
  return renderer
}

export function createView(options: ViewOptions): View {
  const { canvas, renderer, place, model, labels } = options
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 30, 120_000)
  const size = { width: 1, height: 1 }
  const room = { share: 1 }
  const loop = createRenderLoop(
    renderer,
    () => {
      renderer.render(model.scene, camera)
      labels.update(camera, size.width, size.height, options.exaggeration())
    },
    options.onRest,
  )
  let navigation: Navigation | undefined
  const onMove = () => {
    if (!navigation) return
    model.fitShadows(navigation.target, Math.min(navigation.distance * 0.75, place.width * 0.62))
    options.onBearing(navigation.bearing)
    loop.moving()
  }
  navigation = createNavigation(camera, canvas, place, () => room.share, onMove, options.onHand)

  const resize = () => {
    const { clientWidth: width, clientHeight: height } = canvas
    if (width === 0 || height === 0) return
    Object.assign(size, { width, height })
    renderer.setSize(width, height, false)
    camera.aspect = width / height
    const isPhone = width < tokens.phoneWidth
    const [dx, dy] = isPhone ? [0, SHEET_HEIGHT / 2] : [-PANEL_WIDTH / 2, 0]
    room.share = isPhone ? 1 : (width - PANEL_WIDTH) / width
    camera.setViewOffset(width, height, dx, dy, width, height)
    camera.updateProjectionMatrix()
    loop.invalidate()
  }
  const observer = new ResizeObserver(resize)
  observer.observe(canvas)
  resize()
  return {
    navigation,
    loop,
    camera,
    start(go) {
      resize()
      if (!go(navigation)) navigation.reset()
      loop.invalidate()
    },
    dispose() {
      observer.disconnect()
      loop.stop()
      navigation.dispose()
    },
  }
}
