/** The options of `npm run geodata -- import`. */
import { z } from 'zod'
import { UsageError } from '../command-line/command.ts'
import type { ImportRequest } from '../import/request.ts'
import { catalogue } from '../model/catalogue.ts'
import type { Language, Text } from '../model/text.ts'

const name: Text = { zh: '名称', en: 'name' }
const layer: Text = { zh: '图层', en: 'layer' }

export const importOptions = {
  as: {
    value: { zh: '类型', en: 'kind' },
    required: true,
    about: { zh: '类型，见下', en: 'kind of data, see below' },
  },
  crs: {
    value: { zh: '坐标系', en: 'system' },
    about: {
      zh: 'EPSG:4326、4490、4549、4528、GCJ-02 或 BD-09；文件未注明坐标系时必填',
      en: 'EPSG:4326, 4490, 4549, 4528, GCJ-02 or BD-09; required if the file does not state it',
    },
  },
  towgs84: {
    value: { zh: '参数', en: 'numbers' },
    about: {
      zh: '西安80、北京54 等转到 WGS 84 的参数：dx,dy,dz[,rx,ry,rz,s]（米、角秒、百万分之一）',
      en: 'from a datum such as Xian 1980 to WGS 84: dx,dy,dz[,rx,ry,rz,s] (m, arc seconds, ppm)',
    },
  },
  source: {
    value: name,
    about: {
      zh: '数据来源名，同名再次导入即替换（默认由类型和文件名组成）',
      en: 'name of the source; an import with the same name replaces it (default: from kind and file name)',
    },
  },
  licence: {
    value: { zh: '许可', en: 'licence' },
    about: { zh: '数据许可，显示在地图上', en: 'licence of the data, shown on the map' },
  },
  layer: {
    value: layer,
    about: { zh: '文件含多个图层时指定一个', en: 'layer of a file with several layers' },
  },
  map: {
    value: { zh: '原列=列', en: 'from=to' },
    many: true,
    about: {
      zh: '列名对应，可重复',
      en: 'maps a column of the file to a column of the layer; may be repeated',
    },
  },
  set: {
    value: { zh: '列=值', en: 'column=value' },
    many: true,
    about: {
      zh: '文件没有的列统一取此值，可重复',
      en: 'value for a column missing in the file; may be repeated',
    },
  },
  where: {
    value: { zh: '条件', en: 'condition' },
    about: {
      zh: '只导入符合条件的要素，如 "Layer=\'绿线\'"',
      en: 'only features that match, such as "Layer=\'green\'"',
    },
  },
  'swap-axes': { about: { zh: '文件中北坐标在前', en: 'north comes before east in the file' } },
  encoding: {
    value: { zh: '编码', en: 'name' },
    about: {
      zh: '文字的编码，如 GBK、GB18030、UTF-8、BIG5；默认按内容判断',
      en: 'text encoding, such as GBK, GB18030, UTF-8 or BIG5 (default: detected from the content)',
    },
  },
  timezone: {
    value: { zh: '时区', en: 'zone' },
    about: {
      zh: '未注明时区的时间属于哪个时区，如 Asia/Shanghai（默认）或 +08:00',
      en: 'time zone of times without a zone, such as +08:00 (default: Asia/Shanghai)',
    },
  },
  priority: {
    value: { zh: '整数', en: 'number' },
    about: {
      zh: '地形重叠时优先级高者显示（默认 10）',
      en: 'where elevations overlap, the highest priority is used (default: 10)',
    },
  },
  coverage: {
    value: { zh: '文件|extent|none', en: 'file|extent|none' },
    about: {
      zh: '控制线、地块、方案在哪里调查完整，空白处即“不涉及”：面文件，或 extent 表示文件的外接矩形；none 表示未知，并移除该来源以前登记的；不写则以前的不变',
      en: 'where control lines, parcels or plans are complete, so that nothing there means "not affected": a file of areas, or extent for the rectangle of the file; none if unknown, which removes those that the source had; without it they stay',
    },
  },
  'surveyed-on': {
    value: { zh: '日期', en: 'date' },
    about: {
      zh: '覆盖范围的调查日期，如 2026-05-01',
      en: 'when the covered ground was surveyed, such as 2026-05-01',
    },
  },
  'surveyed-by': {
    value: name,
    about: { zh: '覆盖范围的调查单位', en: 'by whom the covered ground was surveyed' },
  },
  synthetic: { about: { zh: '标为合成数据', en: 'marks the data as synthetic' } },
} as const

const layers = (language: Language) =>
  catalogue.map(({ id, title }) => `  ${id.padEnd(20)} ${title[language]}`).join('\n')

/** Values of `--as`. */
export const kinds: Text = {
  zh: `类型：
  osm                  OpenStreetMap PBF 文件的全部图层（也可只写一个图层）
  dem                  数字高程（GeoTIFF、HGT、IMG、DTED、ASCII 格网，也可为 zip 或 gz）
${layers('zh')}`,
  en: `Kinds:
  osm                  all layers of an OpenStreetMap PBF file (or name one layer)
  dem                  elevations (GeoTIFF, HGT, IMG, DTED, ASCII grid, also in a zip or gz)
${layers('en')}`,
}

/** Parses `--priority`. Throws UsageError. */
export function priorityOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^-?\d{1,6}$/.test(text)) return Number(text)
  throw new UsageError({
    zh: `--priority 应为整数，收到的是“${text}”。`,
    en: `--priority should be a whole number, but was "${text}".`,
  })
}

/** Parses `--coverage`: a file, or what is known of the extent. */
export function coverageOf(text: string | undefined): Pick<ImportRequest, 'coverage' | 'surveyFile'> {
  if (text === undefined) return {}
  return text === 'extent' || text === 'none' ? { coverage: text } : { surveyFile: text }
}

/** Parses `--surveyed-on`. Throws UsageError. */
export function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || z.iso.date().safeParse(text).success) return text
  throw new UsageError({
    zh: `--surveyed-on 应为日期，如 2026-05-01，收到的是“${text}”。`,
    en: `--surveyed-on should be a date such as 2026-05-01, but was "${text}".`,
  })
}

/** Parses `--map` and `--set`. Throws UsageError. */
export function pairsOf(option: 'map' | 'set', texts: readonly string[]): Map<string, string> {
  return new Map(texts.map((text) => pair(option, text)))
}

function pair(option: 'map' | 'set', text: string): [string, string] {
  // Column names of files may contain an equals sign; ours do not.
  const at = option === 'map' ? text.lastIndexOf('=') : text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  const { value } = importOptions[option]
  throw new UsageError({
    zh: `--${option} 应写作“${value.zh}”，收到的是“${text}”。`,
    en: `--${option} should be ${value.en}, but was "${text}".`,
  })
}
