#!/bin/sh
# @tmcw/togeojson 7.1.3: every field that a KML schema declares as "bool" is read as true, also where the file
# says 0 or false. OGC KML 2.2 knows the type bool, and its values are those of XML Schema: true, false, 1, 0.
# One would expect false, all the more as "int" and "float" beside it are converted right. It hurts where a
# yes-or-no column decides something: a closed gate is open, an unlit path is lit, for the whole layer.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12
cat > read.mjs <<'JS'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'

const written = ['true', '1', 'false', '0']
const place = (value) => `<Placemark><ExtendedData><SchemaData schemaUrl="#gates"><SimpleData name="open">${value}</SimpleData>
<SimpleData name="width">3</SimpleData></SchemaData></ExtendedData><Point><coordinates>119.77,30.24</coordinates></Point></Placemark>`
const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Schema name="gates" id="gates">
<SimpleField type="bool" name="open"/><SimpleField type="int" name="width"/></Schema>${written.map(place).join('')}</Document></kml>`
const read = kml(new DOMParser().parseFromString(text, 'text/xml')).features.map(({ properties }) => properties)
console.log('togeojson 7.1.3')
for (const [i, value] of written.entries()) console.log(`written ${value}, read`, read[i])
process.exit(read.every(({ open, width }) => open === true && width === 3) ? 0 : 1)
JS
node read.mjs
