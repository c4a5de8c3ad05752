/** Makes photos smaller before they are sent; the new file has no camera metadata. */

/** As the server stores them. */
const MAX_SIDE = 2_560
const QUALITY = 0.82

/**
 * Returns a photo as upright JPEG of at most 2,560 pixels a side. Throws `InvalidStateError` if the browser cannot
 * read the file.
 */
export async function smallerPhoto(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new DOMException('no picture', 'InvalidStateError'))),
        'image/jpeg',
        QUALITY,
      )
    })
  } finally {
    bitmap.close()
  }
}
