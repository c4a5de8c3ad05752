#!/bin/sh
# gdal3.js 2.8.1 (GDAL 3.8.4 in WebAssembly) reads whole numbers of GeoJSON that are past 64 bits as what is
# left of them modulo 2^64, without a warning. One would expect a floating-point number, the largest integer
# (as GDAL 3.6.2 of Debian gives) or an error: RFC 8259 allows numbers of any length. It hurts where codes of
# twenty digits are written as numbers: each becomes another code, and looks like one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gdal3.js@2.8.1
cat > long.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":18446744073709551617,"other":98765432109876543210},"geometry":{"type":"Point","coordinates":[119.7,30.2]}}]}
JSON
cat > read.js <<'JS'
const { readFileSync, mkdirSync } = require('node:fs')
mkdirSync('out')
const said = []
require('gdal3.js/node.js')({
  path: 'node_modules/gdal3.js/dist/package',
  dest: 'out',
  useWorker: false,
  logHandler: () => {},
  errorHandler: (message) => said.push(message),
}).then(async (gdal) => {
  const { datasets } = await gdal.open('long.geojson')
  await gdal.ogr2ogr(datasets[0], ['-f', 'GeoJSONSeq'], 'read')
  const { properties } = JSON.parse(readFileSync('out/read.geojsonl', 'utf8'))
  console.log('gdal3.js', require('gdal3.js/package.json').version, 'warnings:', said.filter(Boolean).length)
  console.log('written 18446744073709551617, read', properties.code)
  console.log('written 98765432109876543210, read', properties.other)
  process.exit(properties.code === 1 && said.filter(Boolean).length === 0 ? 0 : 1)
})
JS
node read.js
