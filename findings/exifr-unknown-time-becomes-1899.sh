#!/bin/sh
# exifr 7.1.3 gives a date for a photo whose time is unknown, and the wrong moment for one whose time zone is
# known. Exif says that a time that is unknown is written with blanks in place of the digits; exifr reads 30
# November 1899. Exif 2.31 added OffsetTimeOriginal, which phones write; exifr shows it but takes the clock
# time as one of the process's zone, so on a server in UTC a photo of 08:00 +08:00 is eight hours late. One
# would expect undefined and the moment that the two tags give, as the README says that dates become instances
# of Date. It hurts where evidence is put in order, or judged by how long a patrol took.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts exifr@7.1.3 piexifjs@1.0.6
cat > read.mjs <<'JS'
import { Buffer } from 'node:buffer'
import exifr from 'exifr'
import piexif from 'piexifjs'

// A JPEG file needs no picture for its tags to be read: start, tags, end.
const photo = (tags) => Buffer.from(piexif.insert(piexif.dump({ Exif: tags }), '\xff\xd8\xff\xda\0\x02\xff\xd9'), 'latin1')
const { DateTimeOriginal, OffsetTimeOriginal = 0x9011 } = piexif.ExifIFD
piexif.TAGS.Exif[OffsetTimeOriginal] ??= { name: 'OffsetTimeOriginal', type: 'Ascii' }
const read = async (tags) => (await exifr.parse(photo(tags))).DateTimeOriginal
const unknown = await read({ [DateTimeOriginal]: '    :  :     :  :  ' })
const zoned = await read({ [DateTimeOriginal]: '2026:05:01 08:00:00', [OffsetTimeOriginal]: '+08:00' })
console.log('exifr 7.1.3, process in', process.env.TZ)
console.log('time unknown (blanks):        ', unknown)
console.log('2026-05-01 08:00:00 +08:00 is:', zoned, 'and should be 2026-05-01T00:00:00.000Z')
const isAsWritten = unknown?.getFullYear?.() === 1899 && zoned.toISOString() === '2026-05-01T08:00:00.000Z'
process.exit(isAsWritten ? 0 : 1)
JS
TZ=UTC node read.mjs
