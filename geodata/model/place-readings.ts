/**
 * Readings of place names that the pinyin library lacks, mainly in Zhejiang: old readings, surnames, and
 * characters read differently in names than in sentences. Only certain ones are listed; otherwise the
 * library's reading is used. Tones are for reviewers; search ignores them.
 */

/** Evidence for a reading. */
export const readingBases = {
  linan: 'town list of the National Bureau of Statistics, 2022-10-31 (geodata/model/linan-towns.ts)',
  county: 'GB/T 2260–2007, romanised names of counties',
  dictionary: '现代汉语词典, 7th edition, 2016',
  usage: 'romanisation of the place, its stations and roads; no standard available',
} as const

export interface PlaceReading {
  /** Characters in a name. */
  readonly text: string
  /** One syllable per character. */
  readonly reading: string
  /** Place where the reading is used. */
  readonly where: string
  readonly basis: keyof typeof readingBases
  /** Characters before or after it that make it another word. */
  readonly notAfter?: string
  readonly notBefore?: string
  /** Only at the beginning of a Chinese text: 区家村, not 社区家园. */
  readonly isStart?: true
  /** Only at the end of a Chinese text. */
  readonly isEnd?: true
}

const anywhere = '地名通用'
const surname = '姓氏地名'

export const placeReadings: readonly PlaceReading[] = [
  { text: '於潜', reading: 'yú qián', where: '杭州临安', basis: 'linan' },
  { text: '乐清', reading: 'yuè qīng', where: '温州乐清', basis: 'county', notAfter: '快娱音欢康喜' },
  { text: '乐成街道', reading: 'yuè chéng jiē dào', where: '温州乐清', basis: 'usage' },
  { text: '会稽', reading: 'kuài jī', where: '绍兴', basis: 'dictionary' },
  { text: '句章', reading: 'gōu zhāng', where: '宁波', basis: 'dictionary' },
  { text: '剡', reading: 'shàn', where: '绍兴嵊州', basis: 'dictionary' },
  { text: '莘塍', reading: 'xīn chéng', where: '温州瑞安', basis: 'usage' },
  { text: '莘畈', reading: 'xīn fàn', where: '金华婺城', basis: 'usage' },
  { text: '莘庄', reading: 'xīn zhuāng', where: '上海闵行', basis: 'dictionary' },
  { text: '江厦', reading: 'jiāng xià', where: '宁波海曙', basis: 'usage', notAfter: '浙' },
  { text: '崧厦', reading: 'sōng xià', where: '绍兴上虞', basis: 'usage' },
  { text: '牟山', reading: 'móu shān', where: '宁波余姚', basis: 'usage' },
  { text: '朝晖', reading: 'zhāo huī', where: '杭州拱墅', basis: 'dictionary' },
  { text: '闸弄口', reading: 'zhá lòng kǒu', where: '杭州上城', basis: 'usage' },
  { text: '弄', reading: 'lòng', where: '巷名，如太平弄', basis: 'dictionary', isEnd: true },
  {
    text: '栅',
    reading: 'zhà',
    where: '嘉兴南湖、桐乡',
    basis: 'dictionary',
    notAfter: '光格',
    notBefore: '极',
  },
  { text: '都', reading: 'dū', where: anywhere, basis: 'dictionary' },
  { text: '圩', reading: 'wéi', where: '浙北', basis: 'dictionary' },
  { text: '慢行道', reading: 'màn xíng dào', where: anywhere, basis: 'dictionary' },
  { text: '步行道', reading: 'bù xíng dào', where: anywhere, basis: 'dictionary' },
  { text: '骑行道', reading: 'qí xíng dào', where: anywhere, basis: 'dictionary' },
  { text: '於家', reading: 'yū jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '单家', reading: 'shàn jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '解家', reading: 'xiè jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '仇家', reading: 'qiú jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '查家', reading: 'zhā jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '曾家', reading: 'zēng jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '区家', reading: 'ōu jiā', where: surname, basis: 'dictionary', isStart: true },
  { text: '朴家', reading: 'piáo jiā', where: surname, basis: 'dictionary', isStart: true },
]
