#!/bin/sh
# gdal3.js 2.8.1: where one option of ogr2ogr is not known, none is carried out. The file is written all the
# same, in the coordinate system and with the rows of the source, and the promise is fulfilled. One would
# expect it to be rejected, as the program ogr2ogr ends with an error and writes nothing. It hurts where
# options are put together by a program: one that a newer GDAL has turns a reprojection into a copy.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gdal3.js@2.8.1
cat > points.geojson <<'JSON'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[119.7,30.2]}},
{"type":"Feature","properties":{"n":2},"geometry":{"type":"Point","coordinates":[119.8,30.3]}}]}
JSON
cat > convert.js <<'JS'
const { readFileSync, mkdirSync } = require('node:fs')
mkdirSync('out')
require('gdal3.js/node.js')({
  path: 'node_modules/gdal3.js/dist/package',
  dest: 'out',
  useWorker: false,
  logHandler: () => {},
  errorHandler: () => {},
}).then(async (gdal) => {
  const options = ['-f', 'CSV', '-lco', 'GEOMETRY=AS_XY', '-t_srs', 'EPSG:4549', '-where', 'n = 1']
  const convert = async (name, more) => {
    const { datasets } = await gdal.open('points.geojson')
    const outcome = await gdal.ogr2ogr(datasets[0], [...options, ...more], name).then(
      () => 'fulfilled',
      () => 'rejected',
    )
    return [outcome, readFileSync(`out/${name}.csv`, 'utf8').trim().split('\n')]
  }
  const known = await convert('known', [])
  const unknown = await convert('unknown', ['-nosuchoption', 'x'])
  console.log('gdal3.js', require('gdal3.js/package.json').version)
  console.log('options known:  ', ...known)
  console.log('one not known:  ', ...unknown)
  const isAsWritten = known[1].length === 2 && unknown[0] === 'fulfilled' && unknown[1].length === 3
  process.exit(isAsWritten ? 0 : 1)
}).catch((error) => { console.log(String(error)); process.exit(1) })
JS
node convert.js
