/**
 * Links that open a place in a navigation service. Our places are in WGS 84; in China the services use GCJ-02
 * or BD-09, some 500 m off, so each link states its coordinate system.
 */
import gcoord from 'gcoord'
import type { Text } from '../../geodata/model/text.ts'

interface Destination {
  /** WGS 84 degrees. */
  readonly at: readonly [longitude: number, latitude: number]
  readonly name: string
}

export interface NavigationService {
  readonly id: 'amap' | 'baidu' | 'apple' | 'osm'
  readonly title: Text
  linkTo(place: Destination): string
}

const decimals = (degrees: number) => degrees.toFixed(6)

/** Converts a place to GCJ-02; outside China it equals WGS 84. */
function inChina([longitude, latitude]: Destination['at']): readonly [number, number] {
  return gcoord.transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02) as [number, number]
}

function link(address: string, parameters: Readonly<Record<string, string>>): string {
  return `${address}?${new URLSearchParams(parameters)}`
}

export const navigationServices: readonly NavigationService[] = [
  {
    id: 'amap',
    title: { zh: '高德', en: 'Amap' },
    // Coordinates are GCJ-02 (the marker page offers wgs84, this one does not); without `from` a phone starts
    // at its position: https://lbs.amap.com/api/uri-api/guide/travel/route
    linkTo({ at, name }) {
      const [lon, lat] = inChina(at)
      return link('https://uri.amap.com/navigation', {
        to: `${decimals(lon)},${decimals(lat)},${name.replaceAll(',', ' ')}`,
        mode: 'walk',
        callnative: '1',
        src: 'shuangxi',
      })
    },
  },
  {
    id: 'baidu',
    title: { zh: '百度', en: 'Baidu' },
    // `coord_type=wgs84` is documented: https://lbsyun.baidu.com/index.php?title=uri/api/web
    linkTo: ({ at: [lon, lat], name }) =>
      link('https://api.map.baidu.com/marker', {
        location: `${decimals(lat)},${decimals(lon)}`,
        title: name,
        content: name,
        coord_type: 'wgs84',
        output: 'html',
        src: 'webapp.shuangxi.map',
      }),
  },
  {
    id: 'apple',
    title: { zh: '苹果', en: 'Apple' },
    // Map Links have no parameter for the system, and Apple's map of China is in GCJ-02:
    // https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html
    linkTo({ at, name }) {
      const [lon, lat] = inChina(at)
      return link('https://maps.apple.com/', {
        daddr: `${decimals(lat)},${decimals(lon)}`,
        q: name,
        dirflg: 'w',
      })
    },
  },
  {
    id: 'osm',
    title: { zh: 'OSM', en: 'OSM' },
    linkTo: ({ at: [lon, lat] }) =>
      link('https://www.openstreetmap.org/directions', { to: `${decimals(lat)},${decimals(lon)}` }),
  },
]
