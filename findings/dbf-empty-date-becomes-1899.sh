#!/bin/sh
# shapefile 0.6.6, shpjs 6.2.0 and mapshaper 0.7.70: a date that was left empty in the table of a Shapefile is
# read as 30 November 1899. DBF has no null; GDAL and QGIS write eight zeros for an empty date and asterisks for
# an empty number. One would expect null, as GDAL gives: none of the three makes a number of the empty number
# in the same row (shpjs gives NaN, the others null). It hurts where dates decide: a permit that has no end
# yet ran out 127 years ago, and the earliest date of every table is 1899.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts shapefile@0.6.6 shpjs@6.2.0 mapshaper@0.7.70
cat > read.mjs <<'JS'
import { Buffer } from 'node:buffer'
import mapshaper from 'mapshaper'
import { openDbf } from 'shapefile'
import { parseDbf } from 'shpjs'

/** Returns a table (dBase III) of the fields "ends" (date) and "area" (number) with the given rows. */
function table(rows) {
  const field = (name, type, length) => {
    const bytes = Buffer.alloc(32)
    bytes.write(name, 0)
    bytes.write(type, 11)
    bytes[16] = length
    return bytes
  }
  const head = Buffer.alloc(32)
  head.set([3, 126, 5, 1])
  head.writeUInt32LE(rows.length, 4)
  head.writeUInt16LE(32 * 3 + 1, 8)
  head.writeUInt16LE(1 + 8 + 10, 10)
  return Buffer.concat([head, field('ends', 'D', 8), field('area', 'N', 10), Buffer.from('\r'), ...rows.map((row) => Buffer.from(` ${row}`)), Buffer.from('\x1a')])
}
const dbf = table(['20260501        12', '00000000**********'])
const source = await openDbf(dbf)
const rows = []
for (let row = await source.read(); !row.done; row = await source.read()) rows.push(row.value)
const written = await mapshaper.applyCommands('-i t.dbf -o t.json format=json', { 't.dbf': dbf })
const read = {
  'shapefile 0.6.6': rows,
  'shpjs 6.2.0': parseDbf(new DataView(new Uint8Array(dbf).buffer)),
  'mapshaper 0.7.70': JSON.parse(written['t.json']),
}
const plain = (row) => ({ area: row.area, ends: row.ends === null ? null : new Date(row.ends).toDateString() })
for (const [name, of] of Object.entries(read)) console.log(name.padEnd(18), ...of.map(plain))
const isAsWritten = Object.values(read).every((of) => of.map(plain).slice(1).every((row) => !Number.isFinite(row.area) && row.ends === 'Thu Nov 30 1899'))
process.exit(isAsWritten ? 0 : 1)
JS
TZ=UTC node read.mjs
