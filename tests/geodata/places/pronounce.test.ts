import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import { describe, expect, it, test } from 'vitest'
import { linanTowns } from '../../../geodata/model/linan-towns.ts'
import { placeReadings, readingBases } from '../../../geodata/model/place-readings.ts'
import { pronounce } from '../../../geodata/places/pronounce.ts'
import { lacksShared, sharedData } from '../../environment/shared-data.ts'
import { projectRoot } from '../../house/source-files.ts'

/** Cities, counties and towns of Zhejiang, villages of Lin'an; uncertain readings are marked. */
const names = readFileSync(join(projectRoot, 'tests/geodata/places/zhejiang-names.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([, name = '', typed = '', mark]) => ({ name, typed, isCertain: mark !== '?' }))

/** Returns the library's own reading. */
const byLibrary = (text: string) => pinyin(text, { toneType: 'none', type: 'array', v: true }).join('')

describe('pronounce', () => {
  it('writes names as they are typed', () => {
    expect(pronounce('西溪谷沿山慢行道')).toEqual({ pinyin: 'xixiguyanshanmanxingdao', initials: 'xxgysmxd' })
    expect(pronounce('绿堤')).toEqual({ pinyin: 'lvdi', initials: 'ld' })
    expect(pronounce('地铁2号线')).toEqual({ pinyin: 'ditie2haoxian', initials: 'dt2hx' })
    expect(pronounce('West Lake')).toEqual({ pinyin: null, initials: null })
  })

  it('finds 於潜镇 by yqz, and its neighbours by their local readings', () => {
    expect(pronounce('於潜镇')).toEqual({ pinyin: 'yuqianzhen', initials: 'yqz' })
    expect(pronounce('乐清市')).toEqual({ pinyin: 'yueqingshi', initials: 'yqs' })
    expect(pronounce('快乐清吧').pinyin).toBe('kuaileqingba')
    expect(pronounce('莲都区').pinyin).toBe('lianduqu')
    expect(pronounce('浙江省温州市乐清市乐成街道').pinyin).toBe(
      'zhejiangshengwenzhoushiyueqingshiyuechengjiedao',
    )
    expect(pronounce('嵊州剡溪 2 号桥').pinyin).toBe('shengzhoushanxi2haoqiao')
    expect(pronounce('社区家园').pinyin).toBe('shequjiayuan')
    expect(pronounce('区家村').pinyin).toBe('oujiacun')
    expect(pronounce('太平弄').pinyin).toBe('taipinglong')
    expect(pronounce('银泰大厦').pinyin).toBe('yintaidasha')
  })

  it.each([
    ['溇港', 'lougang'],
    ['周家埭', 'zhoujiadai'],
    ['岙口', 'aokou'],
    ['桥堍', 'qiaotu'],
    ['栎社', 'lishe'],
    ['蚂蚁岛', 'mayidao'],
    ['鲒埼', 'jieqi'],
    ['七里泷', 'qililong'],
    ['南苕溪', 'nantiaoxi'],
    ['会稽山', 'kuaijishan'],
    ['西栅', 'xizha'],
  ])('%s is %s', (name, typed) => {
    expect(pronounce(name).pinyin).toBe(typed)
  })

  it('uses the verified reading of every certain name in Zhejiang’s towns and Lin’an’s villages', () => {
    expect(names.length).toBeGreaterThan(1700)
    const certain = names.filter(({ isCertain }) => isCertain)
    expect(certain.length).toBeGreaterThan(names.length - 20)
    const wrong = certain
      .map(({ name, typed }) => ({ name, typed, read: pronounce(name).pinyin }))
      .filter(({ typed, read }) => typed !== read)
    expect(wrong).toEqual([])
    for (const { name } of names) {
      const { pinyin: whole, initials } = pronounce(name)
      expect(whole, name).toMatch(/^[a-z0-9]+$/)
      expect(initials, name).toHaveLength([...name].length)
    }
  })

  it('writes the towns of Lin’an as in the catalogue', () => {
    for (const { title } of linanTowns) {
      const romanised = title.en.replace(/ (Town|Sub-district)$/, '').toLowerCase()
      expect(pronounce(title.zh.replace(/(镇|街道)$/, '')).pinyin, title.zh).toBe(romanised)
    }
  })

  test.skipIf(lacksShared('data/norms/linan_towns.json'))('and as in the official list', () => {
    const { towns } = JSON.parse(readFileSync(sharedData('norms/linan_towns.json'), 'utf8')) as {
      towns: readonly { zh: string; pinyin: string }[]
    }
    for (const { zh, pinyin: romanised } of towns) {
      expect(pronounce(zh.replace(/(镇|街道)$/, '')).pinyin, zh).toBe(romanised.toLowerCase())
    }
  })
})

describe('the list of readings', () => {
  it('has a syllable for each character, and a basis', () => {
    for (const { text, reading, basis } of placeReadings) {
      expect(reading.split(' '), text).toHaveLength([...text].length)
      expect(readingBases[basis]).not.toBe('')
      expect(reading).toMatch(/^[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ ]+$/)
    }
    expect(new Set(placeReadings.map(({ text }) => text)).size).toBe(placeReadings.length)
  })

  it('corrects what the library lacks, as the names show', () => {
    const misread = names.filter(({ name, typed, isCertain }) => isCertain && byLibrary(name) !== typed)
    expect(misread.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['於潜镇', '乐清市', '莲都区', '剡湖街道']),
    )
    for (const { name } of misread) {
      expect(
        placeReadings.some(({ text }) => name.includes(text)),
        name,
      ).toBe(true)
    }
    // An entry that the library knows by now can be removed.
    const known = placeReadings.filter(({ text }) => byLibrary(text) === pronounce(text).pinyin)
    expect(known.map(({ text }) => text)).toEqual([])
  })
})
