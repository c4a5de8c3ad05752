import { describe, expect, it } from 'vitest'
import { readQuery, wordsOf } from '../../../server/search/query.ts'

describe('a typed search', () => {
  it.each([
    ['119.77,30.24', 119.77, 30.24],
    ['119.77，30.24', 119.77, 30.24],
    [' 119.77  30.24 ', 119.77, 30.24],
    ['30.24, 119.77', 119.77, 30.24],
    ['119.77°, 30.24°', 119.77, 30.24],
    ['-120,-30', -120, -30],
  ])('%j is a position', (typed, longitude, latitude) => {
    expect(readQuery(typed)).toEqual({ is: 'position', longitude, latitude })
  })

  it.each(['200,300', '119.77', '1,2,3'])('%j is not a position', (typed) => {
    expect(readQuery(typed).is).not.toBe('position')
  })

  it.each([
    ['330112008001GB00001', '330112008001GB00001'],
    ['330112008001gb00001', '330112008001GB00001'],
    ['330112 008001 GB 00001', '330112008001GB00001'],
    ['330112008001GB00001W00000000', '330112008001GB00001'],
    ['330112008001G', '330112008001G'],
    ['330112008', '330112008'],
    ['330185008', '330112008'],
    ['330185008001GB00001', '330112008001GB00001'],
    ['008024gb', '008024GB'],
    ['GB00011', 'GB00011'],
    ['00011', '00011'],
    ['0701', null],
    ['GB', null],
    ['G60', null],
    ['青山湖', null],
  ])('%j may be the part %j of a parcel code', (typed, parcel) => {
    expect(readQuery(typed)).toMatchObject({ is: 'words', parcel })
  })

  it('normalises Chinese, pinyin and widths', () => {
    expect(wordsOf('青山湖')).toMatchObject({ words: '青山湖', letters: 'qingshanhu', chinese: true })
    expect(readQuery('Qing Shan  Hu')).toMatchObject({
      words: { words: 'qing shan hu', letters: 'qingshanhu', chinese: false },
    })
    expect(readQuery('ＱＳＨ')).toMatchObject({ words: { words: 'qsh', letters: 'qsh' } })
    expect(wordsOf('lǜdào')).toMatchObject({ letters: 'lvdao' })
    expect(wordsOf('lüdao')).toMatchObject({ letters: 'lvdao' })
  })

  it('escapes special characters of patterns', () => {
    expect(wordsOf('100%_\\')).toMatchObject({ pattern: '100\\%\\_\\\\' })
  })
})
