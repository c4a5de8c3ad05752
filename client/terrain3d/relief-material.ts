/** The ground's material: the drape lit by the sun, and water in the mask that reflects the sky. */
import {
  CanvasTexture,
  Color,
  DataTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  MeshStandardMaterial,
  ObjectSpaceNormalMap,
  RGBAFormat,
  SRGBColorSpace,
  type Texture,
} from 'three'

interface ReliefUniforms {
  readonly waterMask: { value: Texture | null }
  readonly zenith: { value: Color }
  readonly horizon: { value: Color }
  readonly time: { value: number }
  readonly overlay: { value: Texture | null }
  /** 1 while there is an overlay, otherwise 0. */
  readonly overlayShare: { value: number }
}

export interface ReliefMaterial {
  readonly material: MeshStandardMaterial
  readonly uniforms: ReliefUniforms
  setDrape(canvas: OffscreenCanvas): void
  setWaterMask(canvas: OffscreenCanvas): void
  /** Lays a picture over the drape and the water; null removes it. */
  setOverlay(canvas: OffscreenCanvas | null): void
  dispose(): void
}

function pictureTexture(canvas: OffscreenCanvas, anisotropy: number): Texture {
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = SRGBColorSpace
  texture.anisotropy = anisotropy
  texture.minFilter = LinearMipmapLinearFilter
  return texture
}

const declarations = /* glsl */ `
uniform sampler2D waterMask;
uniform vec3 zenith;
uniform vec3 horizon;
uniform float time;
uniform sampler2D overlay;
uniform float overlayShare;
float shuangxiWater;
vec2 ripple(vec2 p) {
  vec2 slope = vec2(0.0);
  slope += vec2(0.8, 0.6) * cos(dot(p, vec2(0.8, 0.6)) * 0.021 + time * 0.9);
  slope += vec2(-0.5, 0.87) * cos(dot(p, vec2(-0.5, 0.87)) * 0.034 - time * 1.1);
  slope += vec2(0.97, -0.26) * cos(dot(p, vec2(0.97, -0.26)) * 0.057 + time * 1.4);
  return slope;
}
`

const waterNormal = /* glsl */ `
#include <normal_fragment_maps>
shuangxiWater = texture2D(waterMask, vMapUv).r;
if (shuangxiWater > 0.02) {
  vec2 slope = ripple(vShuangxiPlane) * 0.012;
  vec3 flat3 = normalize((viewMatrix * vec4(normalize(vec3(slope.x, 1.0, slope.y)), 0.0)).xyz);
  normal = normalize(mix(normal, flat3, shuangxiWater));
}
`

const waterShine = /* glsl */ `
#include <opaque_fragment>
if (shuangxiWater > 0.02) {
  vec3 towards = normalize(vViewPosition);
  vec3 mirrored = inverseTransformDirection(reflect(-towards, normal), viewMatrix);
  float up = clamp(mirrored.y, 0.0, 1.0);
  vec3 sky = mix(horizon, zenith, pow(up, 0.6));
  float fresnel = 0.06 + 0.94 * pow(1.0 - clamp(dot(towards, normal), 0.0, 1.0), 5.0);
  gl_FragColor.rgb = mix(gl_FragColor.rgb, sky, shuangxiWater * clamp(fresnel * 1.15 + 0.1, 0.0, 0.85));
}
if (overlayShare > 0.5) {
  vec4 cover = texture2D(overlay, vMapUv);
  gl_FragColor.rgb = mix(gl_FragColor.rgb, cover.rgb, cover.a);
}
`

/**
 * Creates the material for a ground whose `normals` are RGBA bytes on a square of `size` (height-field.ts).
 * Drape and mask are set after they are painted.
 */
export function createReliefMaterial(
  normals: Uint8Array<ArrayBuffer>,
  size: number,
  anisotropy: number,
): ReliefMaterial {
  const normalMap = new DataTexture(normals, size, size, RGBAFormat)
  normalMap.minFilter = LinearMipmapLinearFilter
  normalMap.magFilter = LinearFilter
  normalMap.generateMipmaps = true
  normalMap.anisotropy = anisotropy
  normalMap.needsUpdate = true
  const uniforms: ReliefUniforms = {
    waterMask: { value: null },
    zenith: { value: new Color() },
    horizon: { value: new Color() },
    time: { value: 0 },
    overlay: { value: null },
    overlayShare: { value: 0 },
  }
  const material = new MeshStandardMaterial({ roughness: 0.95, metalness: 0, normalMap })
  material.normalMapType = ObjectSpaceNormalMap
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms)
    shader.vertexShader = `varying vec2 vShuangxiPlane;\n${shader.vertexShader}`.replace(
      '#include <begin_vertex>',
      '#include <begin_vertex>\nvShuangxiPlane = position.xz;',
    )
    shader.fragmentShader = `varying vec2 vShuangxiPlane;\n${declarations}${shader.fragmentShader}`
      .replace('#include <normal_fragment_maps>', waterNormal)
      .replace('#include <opaque_fragment>', waterShine)
  }
  return {
    material,
    uniforms,
    setDrape(canvas) {
      material.map?.dispose()
      material.map = pictureTexture(canvas, anisotropy)
      material.needsUpdate = true
    },
    setWaterMask(canvas) {
      uniforms.waterMask.value?.dispose()
      uniforms.waterMask.value = new CanvasTexture(canvas)
    },
    setOverlay(canvas) {
      uniforms.overlay.value?.dispose()
      uniforms.overlay.value = canvas && pictureTexture(canvas, anisotropy)
      uniforms.overlayShare.value = canvas ? 1 : 0
    },
    dispose() {
      uniforms.overlay.value?.dispose()
      normalMap.dispose()
      material.map?.dispose()
      uniforms.waterMask.value?.dispose()
      material.dispose()
    },
  }
}
