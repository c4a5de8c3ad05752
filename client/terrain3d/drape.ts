/** Paints the texture of the relief, and the mask of its water. */
import type { MapColours, Theme } from '../../geodata/model/tokens.ts'
import { crownPattern } from './crowns.ts'
import { crownColours, modelColours } from './model-colours.ts'
import type { Place } from './place.ts'
import type { PlaneFeature, PlaneLayers } from './vector-tiles.ts'

interface Brush {
  readonly context: OffscreenCanvasRenderingContext2D
  /** Pixels per metre. */
  readonly scale: number
}

/** Widths of carriageways in metres, slightly exaggerated for the view from afar. */
const roadWidths: Readonly<Record<string, number>> = {
  motorway: 34,
  trunk: 30,
  primary: 26,
  secondary: 22,
  tertiary: 17,
  residential: 11,
  pedestrian: 9,
  service: 7,
  rail: 7,
}
const roadOrder = Object.keys(roadWidths).reverse()

function roadColour(colours: MapColours, kind: string): string {
  if (kind === 'motorway') return colours.motorway
  if (kind === 'trunk') return colours.trunk
  if (kind === 'primary') return colours.primary
  return kind === 'rail' ? colours.rail : colours.street
}

function createBrush(place: Place, width: number): Brush & { readonly canvas: OffscreenCanvas } {
  const scale = width / place.width
  const canvas = new OffscreenCanvas(width, Math.round(place.depth * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas to paint on')
  context.setTransform(scale, 0, 0, scale, canvas.width / 2, canvas.height / 2)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  return { canvas, context, scale }
}

function trace({ context }: Brush, { paths }: PlaneFeature, closed: boolean): void {
  context.beginPath()
  for (const path of paths) {
    path.forEach(([x, z], index) => {
      if (index === 0) context.moveTo(x, z)
      else context.lineTo(x, z)
    })
    if (closed) context.closePath()
  }
}

function fillAll(
  brush: Brush,
  features: readonly PlaneFeature[],
  colour: (feature: PlaneFeature) => string,
): void {
  for (const feature of features) {
    const paint = colour(feature)
    trace(brush, feature, true)
    brush.context.fillStyle = paint
    brush.context.fill('evenodd')
    // A thin line of the same colour hides seams between neighbours and tiles.
    brush.context.strokeStyle = paint
    brush.context.lineWidth = 0.8 / brush.scale
    brush.context.stroke()
  }
}

function strokeAll(brush: Brush, features: readonly PlaneFeature[], colour: string, metres: number): void {
  const { context, scale } = brush
  context.strokeStyle = colour
  context.lineWidth = Math.max(metres, 1.1 / scale)
  for (const feature of features) {
    trace(brush, feature, false)
    context.stroke()
  }
}

function paintRoads(brush: Brush, roads: readonly PlaneFeature[], colours: MapColours): void {
  const open = roads.filter(({ properties }) => properties.tunnel !== true)
  const paths = open.filter(({ properties }) =>
    ['path', 'footway', 'steps', 'track'].includes(String(properties.class)),
  )
  strokeAll(brush, paths, colours.path, 4)
  const classes = roadOrder.map((kind) => ({
    kind,
    features: open.filter(({ properties }) => properties.class === kind),
    width: roadWidths[kind] ?? 8,
  }))
  for (const { features, width } of classes) strokeAll(brush, features, colours.streetEdge, width + 7)
  for (const { kind, features, width } of classes)
    strokeAll(brush, features, roadColour(colours, kind), width)
}

function paintLand(brush: Brush, layers: PlaneLayers, colours: MapColours): void {
  const named: Readonly<Record<string, string>> = colours
  fillAll(
    brush,
    layers.get('land_cover') ?? [],
    ({ properties }) => named[String(properties.kind)] ?? colours.land,
  )
}

function paintCrowns(brush: Brush, layers: PlaneLayers, theme: Theme): void {
  const pattern = crownPattern(brush.context, crownColours[theme], brush.scale)
  if (!pattern) return
  brush.context.fillStyle = pattern
  for (const feature of layers.get('land_cover') ?? []) {
    if (feature.properties.kind !== 'forest') continue
    trace(brush, feature, true)
    brush.context.fill('evenodd')
  }
}

/** Paints the land: cover, water, roads and greenways in the theme's colours. */
export function paintDrape(place: Place, layers: PlaneLayers, theme: Theme, width: number): OffscreenCanvas {
  const colours = modelColours[theme]
  const brush = createBrush(place, width)
  const { canvas, context } = brush
  context.fillStyle = colours.land
  context.fillRect(-place.width, -place.depth, place.width * 2, place.depth * 2)
  paintLand(brush, layers, colours)
  paintCrowns(brush, layers, theme)
  strokeAll(brush, layers.get('waterways') ?? [], colours.water, 9)
  fillAll(brush, layers.get('water') ?? [], () => colours.water)
  paintRoads(brush, layers.get('roads') ?? [], colours)
  const greenways = layers.get('greenways') ?? []
  strokeAll(brush, greenways, colours.greenwayEdge, 12)
  strokeAll(brush, greenways, colours.greenway, 7)
  return canvas
}

/** Paints water white and everything else black, with soft shores. */
export function paintWaterMask(place: Place, layers: PlaneLayers, width: number): OffscreenCanvas {
  const brush = createBrush(place, width)
  brush.context.fillStyle = '#000'
  brush.context.fillRect(-place.width, -place.depth, place.width * 2, place.depth * 2)
  fillAll(brush, layers.get('water') ?? [], () => '#fff')
  return brush.canvas
}
