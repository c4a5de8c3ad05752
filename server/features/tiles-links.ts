/** Links to OGC API – Tiles for documents of other capabilities. */
import type { Language } from '../../geodata/model/text.ts'

const tiles = 'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/'
const tileMatrixSets = 'http://www.opengis.net/spec/tms/2.0/conf/'

export const tileConformanceClasses: readonly string[] = [
  'core',
  'tileset',
  'tilesets-list',
  'dataset-tilesets',
  'geodata-tilesets',
  'collections-selection',
  'oas30',
  'mvt',
]
  .map((name) => tiles + name)
  .concat(
    [
      'tilematrixset',
      'tilematrixsetlimits',
      'tilesetmetadata',
      'json-tilematrixset',
      'json-tilesetmetadata',
    ].map((name) => tileMatrixSets + name),
  )

/** Returns links to the tilesets below a path and to their tile matrix sets. `base` has no final slash. */
export function tilesLinks(base: string, path: string, language: Language) {
  const zh = language === 'zh'
  return [
    {
      href: `${base}${path}/tiles`,
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
      type: 'application/json',
      title: zh ? '矢量瓦片' : 'Vector tiles',
    },
    {
      href: `${base}/tileMatrixSets`,
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes',
      type: 'application/json',
      title: zh ? '瓦片矩阵集' : 'Tile matrix sets',
    },
  ]
}
