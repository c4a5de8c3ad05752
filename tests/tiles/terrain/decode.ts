import sharp from 'sharp'

/** Returns metres of a terrain-RGB image as MapLibre's `mapbox` encoding reads them, row by row. */
export async function decodeTerrain(png: Uint8Array): Promise<Float64Array> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  return Float64Array.from({ length: info.width * info.height }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(i * info.channels, i * info.channels + 3)
    return -10000 + (red * 65536 + green * 256 + blue) * 0.1
  })
}
