/** The landing page and the conformance declaration of OGC API – Features. */
import type { Language, Text } from '../../geodata/model/text.ts'
import { titled } from '../http/negotiation.ts'
import { OPENAPI_TYPE } from '../http/openapi.ts'
import { tileConformanceClasses, tilesLinks } from './tiles-links.ts'

const title: Text = { zh: '双西地图平台', en: 'Shuangxi map platform' }
const description: Text = {
  zh: '双西绿道与青山湖的地图数据：绿道、巡查与国土空间规划',
  en: 'Map data of the Shuangxi greenway and Qingshan Lake: greenways, patrol and land planning',
}

const features = (part: number, version: string, ...names: readonly string[]) =>
  names.map((name) => `http://www.opengis.net/spec/ogcapi-features-${part}/${version}/conf/${name}`)
const cql2 = (...names: readonly string[]) =>
  names.map((name) => `http://www.opengis.net/spec/cql2/1.0/conf/${name}`)

/** Without the class `functions` of CQL2, because this server has no functions of its own. */
export const conformanceClasses: readonly string[] = [
  ...features(1, '1.0', 'core', 'oas30', 'geojson'),
  ...features(2, '1.0', 'crs'),
  ...features(3, '1.0', 'queryables', 'queryables-query-parameters', 'filter', 'features-filter'),
  ...features(4, '1.0', 'create-replace-delete', 'update', 'optimistic-locking-etags', 'features'),
  ...features(5, '1.0', 'schemas', 'core-roles-features', 'returnables-and-receivables'),
  ...features(5, '1.0', 'queryables', 'sortables'),
  ...features(8, '1.0', 'sortables', 'sorting', 'features-sorting'),
  ...cql2('cql2-text', 'cql2-json', 'basic-cql2', 'advanced-comparison-operators'),
  ...cql2('case-insensitive-comparison', 'accent-insensitive-comparison'),
  ...cql2('basic-spatial-functions', 'basic-spatial-functions-plus', 'spatial-functions'),
  ...cql2('temporal-functions', 'array-functions', 'property-property', 'arithmetic'),
  'http://www.opengis.net/spec/json-fg-1/1.0/conf/core',
  ...tileConformanceClasses,
]

/**
 * Returns the landing page with links below the requested address. `base` is that address, `map` that of the
 * page; both without a final slash.
 */
export function landingDocument(base: string, map: string, language: Language) {
  const zh = language === 'zh'
  const json = 'application/json'
  return {
    ...titled(title, description, language),
    links: [
      { href: base === map ? `${base}/` : base, rel: 'self', type: json, title: title[language] },
      { href: `${map}/`, rel: 'alternate', type: 'text/html', title: title[language] },
      {
        href: `${base}/api`,
        rel: 'service-desc',
        type: OPENAPI_TYPE,
        title: zh ? '接口定义' : 'API definition',
      },
      {
        href: `${base}/api`,
        rel: 'service-doc',
        type: 'text/html',
        title: zh ? '接口文档' : 'API documentation',
      },
      {
        href: `${base}/conformance`,
        rel: 'conformance',
        type: json,
        title: zh ? '符合性声明' : 'Conformance declaration',
      },
      { href: `${base}/collections`, rel: 'data', type: json, title: zh ? '数据集' : 'Collections' },
      { href: `${base}/tiles.json`, rel: 'alternate', type: json, title: 'TileJSON' },
      ...tilesLinks(base, '', language),
    ],
  }
}
