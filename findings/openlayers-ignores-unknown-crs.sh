#!/bin/sh
# ol (OpenLayers) 10.11.0: a GeoJSON file that names a coordinate system which was not registered is read without
# a transformation and without an error. Asked for EPSG:3857, the reader returns degrees as if they were
# metres, so that all features lie in the Gulf of Guinea. The same file without "crs" is right. One would
# expect an error, as transform() of ol throws for the same two names. It hurts in China: GDAL writes
# "urn:ogc:def:crs:EPSG::4490" into every file in CGCS2000, and the map is just empty. To give the reader a
# dataProjection helps, as long as the degrees may pass for those of WGS 84.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ol@10.11.0
cat > read.mjs <<'JS'
import GeoJSON from 'ol/format/GeoJSON.js'
import { transform } from 'ol/proj.js'

const place = [119.77, 30.24]
function read(crs, options) {
  const named = crs === undefined ? {} : { crs: { type: 'name', properties: { name: crs } } }
  const file = { type: 'FeatureCollection', ...named, features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: place } }] }
  return new GeoJSON().readFeatures(file, { featureProjection: 'EPSG:3857', ...options })[0].getGeometry().getCoordinates()
}
const cgcs2000 = 'urn:ogc:def:crs:EPSG::4490'
const seen = {
  'no crs': read(),
  'EPSG::4326': read('urn:ogc:def:crs:EPSG::4326'),
  'EPSG::4490': read(cgcs2000),
  'EPSG::4490, dataProjection EPSG:4326': read(cgcs2000, { dataProjection: 'EPSG:4326' }),
}
let elsewhere = 'no error'
try {
  transform(place, 'EPSG:4490', 'EPSG:3857')
} catch (error) {
  elsewhere = error.message
}
console.log('ol 10.11.0')
for (const [crs, coordinates] of Object.entries(seen)) console.log(`${crs}: ${coordinates.map((value) => value.toFixed(2)).join(', ')}`)
console.log('transform() of coordinates:', elsewhere)
const [none, known, unknown, told] = Object.values(seen).map(String)
process.exit(none === known && none === told && none !== String(place) && unknown === String(place) && elsewhere !== 'no error' ? 0 : 1)
JS
node read.mjs
