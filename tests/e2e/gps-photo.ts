/** A photo with the metadata of a camera: its maker, and 119.75917, 30.25583 as its place. */
import sharp from 'sharp'

export const gpsPhoto = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#4a7a5a' } })
    .withExif({
      IFD0: { Make: 'SECRETCAM' },
      IFD3: {
        ...{ GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 21/1' },
        ...{ GPSLongitudeRef: 'E', GPSLongitude: '119/1 45/1 33/1' },
      },
    })
    .jpeg()
    .toBuffer()
