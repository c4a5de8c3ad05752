#!/bin/sh
# tiny-inflate 1.0.3 refuses a valid deflate stream.
# Expected: a WOFF font's table, packed by zlib, unpacks to the bytes that zlib gives (RFC 1951).
# Seen: "Data error" on the cmap table of one of the slices of Noto Sans SC, which zlib and fontTools read.
# Hurts: fontkitten 1.0.3 and other readers of WOFF that unpack by it then know no letter of the font; the
# WOFF2 file of the same slice is read.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts tiny-inflate@1.0.3 fontkitten@1.0.3 @fontsource/noto-sans-sc@5.3.0
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { create } from 'fontkitten'
import inflate from 'tiny-inflate'

const file = 'node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-101-400-normal'
const woff = readFileSync(`${file}.woff`)
const said = (work) => {
  try {
    return String(work())
  } catch (error) {
    return String(error)
  }
}
// The table directory of WOFF 1.0: 20 bytes a table from byte 44 on.
const entry = Array.from({ length: woff.readUInt16BE(12) }, (_, i) => 44 + i * 20)
  .find((at) => woff.toString('latin1', at, at + 4) === 'cmap')
const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field))
const stream = woff.subarray(offset, offset + packed)
const unpacked = inflateSync(stream).length
const tiny = said(() => inflate(stream.subarray(2), new Uint8Array(length)).length)
const letters = (name) => said(() => create(readFileSync(name)).characterSet.length)
console.log(`cmap: ${packed} bytes packed, ${length} as the font says, ${unpacked} by zlib, tiny-inflate: ${tiny}`)
console.log(`letters by fontkitten: .woff ${letters(`${file}.woff`)}, .woff2 ${letters(`${file}.woff2`)}`)
process.exit(unpacked === length && tiny === 'Error: Data error' ? 0 : 1)
JS
echo "tiny-inflate 1.0.3, fontkitten 1.0.3, @fontsource/noto-sans-sc 5.3.0, Node $(node --version)"
node try.mjs
