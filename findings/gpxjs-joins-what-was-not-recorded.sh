#!/bin/sh
# @we-gold/gpxjs 1.2.0 puts the segments of a track together to one line. GPX 1.1 starts a new <trkseg> where the
# receiver was off or had no signal, just so that the gap is not taken for a path. One would expect a list of
# segments, a MultiLineString in toGeoJSON(), and a distance without the gap, as gpxpy (Python) and togeojson
# give; the documentation does not say that segments are lost. It also writes [lon, lat, null] for a point
# without <ele> if another point has one, which RFC 7946 does not allow. It hurts where a patrol is paused and
# driven elsewhere: the drive counts as patrolled, and the line crosses the lake.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @we-gold/gpxjs@1.2.0 @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12 linkedom@0.18.15
cat > read.mjs <<'JS'
import { gpx } from '@tmcw/togeojson'
import { parseGPXWithCustomParser } from '@we-gold/gpxjs'
import { DOMParser as XmlParser } from '@xmldom/xmldom'
import { DOMParser } from 'linkedom'

// Two walks of 111 m, 11 km apart.
const point = (lat, more = '') => `<trkpt lat="${lat}" lon="119.77">${more}</trkpt>`
const text = `<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk>
<trkseg>${point(30.2, '<ele>40</ele>')}${point(30.201)}</trkseg><trkseg>${point(30.3)}${point(30.301)}</trkseg></trk></gpx>`
const [read, error] = parseGPXWithCustomParser(text, (xml) => new DOMParser().parseFromString(xml, 'text/xml'))
if (error) throw error
const { geometry } = read.toGeoJSON().features[0]
const length = Math.round(read.tracks[0].distance.total)
const other = gpx(new XmlParser().parseFromString(text, 'text/xml')).features[0].geometry
console.log('gpxjs 1.2.0')
console.log(`length ${length} m, recorded 222 m`)
console.log('gpxjs:    ', geometry.type, JSON.stringify(geometry.coordinates))
console.log('togeojson:', other.type, JSON.stringify(other.coordinates))
const isAsWritten = length === 11231 && geometry.type === 'LineString' && JSON.stringify(geometry.coordinates[1]) === '[119.77,30.201,null]' && other.type === 'MultiLineString'
process.exit(isAsWritten ? 0 : 1)
JS
node read.mjs
