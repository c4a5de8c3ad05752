#!/bin/sh
# exifr 7.1.3 reads the title, comment, author and keywords that Windows writes into a photo (XPTitle, XPComment,
# ...) with the two bytes of each letter exchanged, where the text is Chinese: 青山湖 is read as 劗煜噮. These
# tags are UTF-16, little-endian, whatever the order of bytes of the file. The reader guesses the order: it
# takes the text for little-endian only if the high byte of the first letter is zero, as it is in Latin. One would
# expect the text that was written. It hurts because the result is valid Chinese letters: nothing shows that
# it is wrong, a search for the place finds nothing, and a comment on a complaint reads as nonsense.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts exifr@7.1.3
cat > read.mjs <<'JS'
import { Buffer } from 'node:buffer'
import exifr from 'exifr'

/** Returns a TIFF file in the given order of bytes whose only tag is XPComment (0x9C9C). */
function withComment(order, text) {
  const value = Buffer.from(`${text}\0`, 'utf16le')
  const head = Buffer.alloc(26)
  const put = (at, number, bytes) => (order === 'II' ? head.writeUIntLE(number, at, bytes) : head.writeUIntBE(number, at, bytes))
  head.write(order)
  for (const [at, number, bytes] of [[2, 42, 2], [4, 8, 4], [8, 1, 2], [10, 0x9c9c, 2], [12, 1, 2], [14, value.length, 4], [18, 26, 4]]) put(at, number, bytes)
  return Buffer.concat([head, value])
}
let isAsWritten = true
console.log('exifr 7.1.3')
for (const order of ['II', 'MM'])
  for (const text of ['Lake', '青山湖']) {
    const { XPComment: read } = await exifr.parse(withComment(order, text))
    console.log(`${order}: written ${text}, read ${read}`)
    isAsWritten &&= read === (text === 'Lake' ? 'Lake' : '劗煜噮')
  }
process.exit(isAsWritten ? 0 : 1)
JS
node read.mjs
