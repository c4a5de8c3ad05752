/** The model in three: relief, block, buildings, sun and sky, and how they follow the reader's choices. */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  FogExp2,
  Group,
  HemisphereLight,
  Mesh,
  MeshStandardMaterial,
  type Raycaster,
  Scene,
  Vector3,
} from 'three'
import type { Theme } from '../../geodata/model/tokens.ts'
import { type Building, buildingMesh } from './building-mesh.ts'
import { paintDrape, paintWaterMask } from './drape.ts'
import { createGreenwayLines } from './greenway-lines.ts'
import { type HeightField, heightAt, normalBytes } from './height-field.ts'
import { modelColours } from './model-colours.ts'
import type { Place } from './place.ts'
import { createReliefMaterial } from './relief-material.ts'
import { groundMesh, type MeshArrays, sideMesh } from './relief-mesh.ts'
import { createSky } from './sky.ts'
import { type Colour, daylight, type SunPosition, sunDirection } from './sun.ts'
import type { PlaneLayers } from './vector-tiles.ts'

export interface ModelDetail {
  /** Maximum vertical error of the relief in metres. */
  readonly error: number
  /** Pixels along the drape's width. */
  readonly drapeWidth: number
  /** Pixels along a side of the shadow map. */
  readonly shadowSize: number
  readonly anisotropy: number
}

export interface Model {
  readonly scene: Scene
  setTheme(theme: Theme): void
  setSun(sun: SunPosition): void
  setExaggeration(factor: number): void
  showBuildings(shown: boolean): void
  /** Fits the shadows to a circle of the plane; metres. */
  fitShadows(center: Vector3, radius: number): void
  setTime(seconds: number): void
  /** Returns the id of the first building on a ray; null if the ground or nothing is hit first. */
  buildingOn(ray: Raycaster): number | null
  /** Returns where a ray meets the ground, in metres of the plane; null if it misses. */
  groundOn(ray: Raycaster): readonly [x: number, z: number] | null
  /** Holds what tools add; heights in it are exaggerated as the relief is. */
  readonly block: Group
  /** Lays a picture over the ground; null removes it. */
  setOverlay(canvas: OffscreenCanvas | null): void
  /** Colours one building; null for none. */
  mark(id: number | null): void
  dispose(): void
}

/** Metres of the block below the lowest ground. */
const PLINTH = 260
const SKY_RADIUS = 60_000

/** The night theme's texture is dark: it needs more light, and a darker sky. */
const exposure: Readonly<Record<Theme, { readonly light: number; readonly sky: number }>> = {
  day: { light: 1, sky: 1 },
  night: { light: 2.6, sky: 0.12 },
}
const sideColours: Readonly<Record<Theme, string>> = { day: '#b9a98c', night: '#2c2f31' }
const buildingColours: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  day: {
    residential: '#f2ebdf',
    industrial: '#d3d6da',
    commercial: '#f3dfd2',
    office: '#dfe6ee',
    other: '#ece6dc',
  },
  night: {
    residential: '#4a4f50',
    industrial: '#3b4045',
    commercial: '#5a4d46',
    office: '#455059',
    other: '#43494b',
  },
}

/** The colour of a building whose card is open. */
const MARKED = '#f08a3c'

function geometryOf({ positions, uvs, indices }: MeshArrays): BufferGeometry {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new BufferAttribute(uvs, 2))
  geometry.setIndex(new BufferAttribute(indices, 1))
  return geometry
}

function createBuildings(buildings: readonly Building[], groundAt: (x: number, z: number) => number) {
  const { positions, normals, owners } = buildingMesh(buildings, groundAt)
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('normal', new BufferAttribute(normals, 3))
  const colours = new BufferAttribute(new Float32Array(positions.length), 3)
  geometry.setAttribute('color', colours)
  const mesh = new Mesh(geometry, new MeshStandardMaterial({ vertexColors: true, roughness: 0.85 }))
  mesh.castShadow = true
  mesh.receiveShadow = true
  let marked: number | null = null
  const paint = (theme: Theme) => {
    const palette = buildingColours[theme]
    const perBuilding = buildings.map(
      ({ id, kind }) => new Color(id === marked ? MARKED : (palette[kind] ?? palette.other)),
    )
    owners.forEach((owner, vertex) => {
      const colour = perBuilding[owner]
      if (colour) colours.setXYZ(vertex, colour.r, colour.g, colour.b)
    })
    colours.needsUpdate = true
  }
  const mark = (id: number | null, theme: Theme) => {
    if (id === marked) return
    marked = id
    paint(theme)
  }
  const idAt = (vertex: number) => buildings[owners[vertex] ?? -1]?.id ?? null
  return { mesh, paint, mark, idAt }
}

function createSun(shadowSize: number): DirectionalLight {
  const sun = new DirectionalLight()
  sun.castShadow = true
  sun.shadow.mapSize.set(shadowSize, shadowSize)
  sun.shadow.bias = -0.0004
  sun.shadow.autoUpdate = false
  return sun
}

const toColor = (colour: Colour, target = new Color()) => target.setRGB(...colour, 'srgb')

export function createModel(
  place: Place,
  field: HeightField,
  layers: PlaneLayers,
  buildings: readonly Building[],
  detail: ModelDetail,
): Model {
  const scene = new Scene()
  const relief = createReliefMaterial(normalBytes(field, place), field.columns, detail.anisotropy)
  const ground = new Mesh(geometryOf(groundMesh(field, place, detail.error)), relief.material)
  ground.castShadow = true
  ground.receiveShadow = true
  const sideGeometry = geometryOf(sideMesh(field, place, field.lowest - PLINTH))
  sideGeometry.computeVertexNormals()
  const sideMaterial = new MeshStandardMaterial({ roughness: 1 })
  const sides = new Mesh(sideGeometry, sideMaterial)
  const groundAt = (x: number, z: number) => heightAt(field, place, x, z)
  const built = createBuildings(buildings, groundAt)
  const greenways = createGreenwayLines(layers.get('greenways') ?? [], groundAt)
  const block = new Group().add(ground, sides, built.mesh, ...greenways.lines)
  const sun = createSun(detail.shadowSize)
  const ambient = new HemisphereLight()
  const sky = createSky(SKY_RADIUS)
  const fog = new FogExp2(0xffffff, 0.000014)
  scene.fog = fog
  scene.add(block, sun, sun.target, ambient, sky.mesh)
  relief.setWaterMask(paintWaterMask(place, layers, Math.min(detail.drapeWidth, 2048)))

  let theme: Theme = 'day'
  let position: SunPosition = { azimuth: 180, altitude: 45 }
  const circle = { center: new Vector3(), radius: Math.max(place.width, place.depth) / 1.6 }
  const towards = new Vector3()

  const aimShadows = () => {
    const { center, radius } = circle
    sun.target.position.copy(center)
    sun.position.copy(center).addScaledVector(towards, 20_000)
    sun.target.updateMatrixWorld()
    const { camera } = sun.shadow
    Object.assign(camera, {
      left: -radius,
      right: radius,
      top: radius,
      bottom: -radius,
      near: 100,
      far: 40_000,
    })
    camera.updateProjectionMatrix()
    sun.shadow.normalBias = (radius * 2) / detail.shadowSize
    sun.shadow.needsUpdate = true
  }
  const light = () => {
    const day = daylight(position.altitude)
    const { light: dim, sky: skyDim } = exposure[theme]
    // With the sun below the horizon, the remaining light comes from above.
    towards.set(...sunDirection({ ...position, altitude: Math.max(position.altitude, 4) }))
    sun.intensity = day.sunStrength * dim
    toColor(day.sun, sun.color)
    toColor(day.ambient, ambient.color)
    ambient.groundColor.copy(ambient.color).multiplyScalar(0.55)
    ambient.intensity = day.ambientStrength * dim
    const zenith = toColor(day.zenith).multiplyScalar(skyDim)
    const horizon = toColor(day.horizon).multiplyScalar(skyDim)
    fog.color.copy(horizon)
    relief.uniforms.zenith.value.copy(zenith)
    relief.uniforms.horizon.value.copy(horizon)
    const glow = toColor(day.sun).multiplyScalar(position.altitude > -2 ? skyDim : 0)
    sky.set(zenith, horizon, new Vector3(...sunDirection(position)), glow)
    aimShadows()
  }

  return {
    scene,
    block,
    setOverlay: relief.setOverlay,
    groundOn(ray) {
      const [first] = ray.intersectObject(ground, false)
      return first ? [first.point.x, first.point.z] : null
    },
    setTheme(next) {
      theme = next
      relief.setDrape(paintDrape(place, layers, theme, detail.drapeWidth))
      sideMaterial.color.set(sideColours[theme])
      built.paint(theme)
      greenways.paint(modelColours[theme].greenway, modelColours[theme].greenwayEdge)
      light()
    },
    setSun(next) {
      position = next
      light()
    },
    setExaggeration(factor) {
      block.scale.y = factor
      sun.shadow.needsUpdate = true
    },
    showBuildings(shown) {
      built.mesh.visible = shown
      sun.shadow.needsUpdate = true
    },
    fitShadows(center, radius) {
      // The radius changes in steps, so that shadows do not flicker during small movements.
      circle.radius = 2 ** (Math.ceil(Math.log2(radius) * 2) / 2)
      circle.center.copy(center)
      aimShadows()
    },
    buildingOn(ray) {
      const [first] = ray.intersectObjects(built.mesh.visible ? [built.mesh, ground] : [ground], false)
      if (first?.object !== built.mesh || first.face == null) return null
      return built.idAt(first.face.a)
    },
    mark(id) {
      built.mark(id, theme)
    },
    setTime(seconds) {
      relief.uniforms.time.value = seconds
    },
    dispose() {
      for (const mesh of [ground, sides, built.mesh]) mesh.geometry.dispose()
      built.mesh.material.dispose()
      sideMaterial.dispose()
      greenways.dispose()
      relief.dispose()
      sky.dispose()
      sun.dispose()
    },
  }
}
