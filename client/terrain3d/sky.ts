/**
 * The sky behind the model: a dome with a gradient from the horizon to the zenith, and a glow around the sun.
 */
import { BackSide, Color, Mesh, ShaderMaterial, SphereGeometry, Vector3 } from 'three'

export interface Sky {
  readonly mesh: Mesh
  set(zenith: Color, horizon: Color, sun: Vector3, glow: Color): void
  dispose(): void
}

export function createSky(radius: number): Sky {
  const uniforms = {
    zenith: { value: new Color() },
    horizon: { value: new Color() },
    glow: { value: new Color() },
    sun: { value: new Vector3(0, 1, 0) },
  }
  const material = new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    fog: false,
    uniforms,
    vertexShader: /* glsl */ `
      varying vec3 direction;
      void main() {
        direction = normalize(position);
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      uniform vec3 zenith, horizon, glow, sun;
      varying vec3 direction;
      void main() {
        vec3 towards = normalize(direction);
        float up = clamp(towards.y, 0.0, 1.0);
        vec3 colour = mix(horizon, zenith, pow(up, 0.55));
        float near = max(dot(towards, sun), 0.0);
        colour += glow * (pow(near, 12.0) * 0.22 + pow(near, 900.0) * 1.6);
        gl_FragColor = vec4(colour, 1.0);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  })
  const geometry = new SphereGeometry(radius, 48, 24)
  return {
    mesh: new Mesh(geometry, material),
    set(zenith, horizon, sun, glow) {
      uniforms.zenith.value.copy(zenith)
      uniforms.horizon.value.copy(horizon)
      uniforms.sun.value.copy(sun)
      uniforms.glow.value.copy(glow)
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}
