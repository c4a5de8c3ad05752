#!/bin/sh
# shpjs 6.2.0 reads the Chinese text of a Shapefile as damaged where the .cpg says 936 or CP936, and where there
# is no .cpg but the table's own mark says GBK (language driver 0x4D). It takes the name in the .cpg for a name
# of the Encoding Standard and, if that knows none, falls back to UTF-8 without an error. One would expect
# the text, as 936 is what programs on Chinese Windows write, and GDAL reads all three; "GBK" works. It hurts
# because letters are then U+FFFD, in the names of the columns too: what was imported cannot be mended.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts shpjs@6.2.0
cat > read.mjs <<'JS'
import { Buffer } from 'node:buffer'
import shp from 'shpjs'

const hex = { 名称: 'c3fbb3c6', 面积: 'c3e6bbfd', 青山湖: 'c7e0c9bdbafe', 甲级: 'bcd7bcb6' }
const gbk = (text, length, fill) => Buffer.concat([Buffer.from(hex[text], 'hex'), Buffer.alloc(length, fill)]).subarray(0, length)
const field = (name) => Buffer.concat([gbk(name, 11, 0), Buffer.from('C\0\0\0\0\x08'), Buffer.alloc(15)])
const head = Buffer.alloc(32)
head.set([3, 126, 5, 1])
head.writeUInt32LE(1, 4)
head.writeUInt16LE(97, 8)
head.writeUInt16LE(17, 10)
head[29] = 0x4d
const dbf = Buffer.concat([head, field('名称'), field('面积'), Buffer.from('\r '), gbk('青山湖', 8, 32), gbk('甲级', 8, 32), Buffer.from('\x1a')])
const point = Buffer.alloc(128)
for (const [at, value] of [[0, 9994], [24, 64], [100, 1], [104, 10]]) point.writeInt32BE(value, at)
for (const [at, value] of [[28, 1000], [32, 1], [108, 1]]) point.writeInt32LE(value, at)
for (const [at, value] of [[36, 119.77], [44, 30.24], [52, 119.77], [60, 30.24], [112, 119.77], [120, 30.24]]) point.writeDoubleLE(value, at)

const read = async (cpg) => (await shp({ shp: point, dbf, ...(cpg && { cpg: Buffer.from(cpg) }) })).features[0].properties
const seen = {}
for (const cpg of ['GBK', '936', 'CP936', undefined]) seen[cpg ?? 'none, language driver 0x4D'] = await read(cpg)
console.log('shpjs 6.2.0')
for (const [cpg, row] of Object.entries(seen)) console.log(`.cpg ${cpg}:`, row)
const { GBK, ...others } = seen
const isDamaged = (row) => !Object.keys(row).includes('名称') && JSON.stringify(row).includes('\ufffd')
process.exit(GBK.名称 === '青山湖' && GBK.面积 === '甲级' && Object.values(others).every(isDamaged) ? 0 : 1)
JS
node read.mjs
