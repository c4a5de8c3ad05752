#!/bin/sh
# @tmcw/togeojson 7.1.3: the times of a track no longer belong to its points as soon as one point has no time.
# GPX 1.1 makes <time> optional, and loggers leave it out where the receiver had none. The list
# coordinateProperties.times then has only the times that were found, so each stands one place too early; the
# last point has none. The README says that these lists apply to each coordinate. One would expect null for
# the missing time, which is what the same reader writes for a missing heart rate in GPX. TCX is the same the
# other way round: there the heart rates move. It hurts where speed, stops or the time at a gate are read by
# index: the answer is wrong and nothing says so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12
cat > read.mjs <<'JS'
import { gpx, tcx } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'

const document = (text) => new DOMParser().parseFromString(text, 'text/xml')
const lists = ({ features: [{ geometry, properties }] }) => ({
  points: geometry.coordinates.length,
  times: properties.coordinateProperties.times.map((time) => time.slice(11, 19)),
  heart: properties.coordinateProperties.heart ?? properties.coordinateProperties.hearts,
})
const times = ['<time>2026-05-01T08:00:00Z</time>', '', '<time>2026-05-01T08:00:20Z</time>', '<time>2026-05-01T08:00:30Z</time>']
const track = lists(gpx(document(`<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
${times.map((time, i) => `<trkpt lat="30.24${i}" lon="119.77">${time}</trkpt>`).join('\n')}
</trkseg></trk></gpx>`)))
const rates = ['<HeartRateBpm><Value>90</Value></HeartRateBpm>', '', '<HeartRateBpm><Value>120</Value></HeartRateBpm>']
const lap = lists(tcx(document(`<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
<Activity Sport="Other"><Id>2026-05-01T08:00:00Z</Id><Lap StartTime="2026-05-01T08:00:00Z"><TotalTimeSeconds>20</TotalTimeSeconds>
<DistanceMeters>200</DistanceMeters><Calories>1</Calories><Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>
${rates.map((rate, i) => `<Trackpoint><Time>2026-05-01T08:00:${i}0Z</Time><Position><LatitudeDegrees>30.24${i}</LatitudeDegrees><LongitudeDegrees>119.77</LongitudeDegrees></Position>${rate}</Trackpoint>`).join('\n')}
</Track></Lap></Activity></Activities></TrainingCenterDatabase>`)))
console.log('togeojson 7.1.3')
console.log('GPX, four points at :00, (none), :20, :30:  ', track)
console.log('TCX, three points at 90, (none), 120 beats: ', lap)
const isAsWritten = track.points === 4 && track.times.join() === '08:00:00,08:00:20,08:00:30' && lap.points === 3 && lap.heart.join() === '90,120'
process.exit(isAsWritten ? 0 : 1)
JS
node read.mjs
