declare module 'gltf-validator' {
  /** Validates a GLB or glTF file. */
  export function validateBytes(bytes: Uint8Array): Promise<{
    readonly issues: {
      readonly numErrors: number
      readonly numWarnings: number
      readonly messages: readonly unknown[]
    }
    readonly info: { readonly totalTriangleCount: number }
  }>
}
