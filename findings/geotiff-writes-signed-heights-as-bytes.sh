#!/bin/sh
# geotiff 3.0.5: writeArrayBuffer() destroys whole numbers with a sign. Of an Int16Array or Int32Array only the
# lowest byte of each number is stored, while the header says 16 or 32 bits, signed: a reader puts two or four
# of these bytes together to one number, and the rest of the picture is zeros. A plain Array, as in the README,
# is stored as bytes: 300.5 becomes 44. Unsigned and floating-point arrays are right. One would expect the
# numbers back, or an error. It hurts because Int16 is the usual type of elevation models: the file opens
# everywhere, in the right place, with wrong heights (GDAL 3.6.2 reads the same ones).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts geotiff@3.0.5 utif2@4.1.0
cat > write.mjs <<'JS'
import { fromArrayBuffer, writeArrayBuffer } from 'geotiff'
import utif from 'utif2'

const heights = [12, -3, 300, 1505, 40, 7]
const place = { width: 3, height: 2, GeographicTypeGeoKey: 4490, ModelPixelScale: [0.01, 0.01, 0], ModelTiepoint: [0, 0, 0, 119.7, 30.3, 0] }
const arrays = { Uint16Array: heights.map(Math.abs), Float32Array: heights, Int16Array: heights, Int32Array: heights }
console.log('geotiff 3.0.5')
const seen = {}
for (const [type, values] of Object.entries(arrays)) {
  const file = await writeArrayBuffer(globalThis[type].from(values), { ...place })
  const [read] = await (await (await fromArrayBuffer(file)).getImage()).readRasters()
  seen[type] = [...read].join(' ')
  console.log(`${type}: written ${values.join(' ')}, read ${seen[type]}`)
}
// A second reader shows that the fault is in the file.
const file = await writeArrayBuffer(Int16Array.from(heights), { ...place })
const [picture] = utif.decode(file)
utif.decodeImage(file, picture)
const bytes = [...picture.data].slice(0, 12).join(' ')
console.log(`Int16Array, ${picture.t258} bits by utif2, bytes of the picture: ${bytes}`)
const [plain] = await (await (await fromArrayBuffer(await writeArrayBuffer([300.5, 2, 3, 4], { width: 2, height: 2 }))).getImage()).readRasters()
console.log('Array: written 300.5 2 3 4, read', [...plain].join(' '))
const isAsWritten =
  seen.Uint16Array === arrays.Uint16Array.join(' ') && seen.Float32Array === heights.join(' ') &&
  seen.Int16Array === '3325 11489 10247 0 0 0' && seen.Int32Array.endsWith(' 0 0 0 0') && plain[0] === 44
process.exit(isAsWritten ? 0 : 1)
JS
node write.mjs
