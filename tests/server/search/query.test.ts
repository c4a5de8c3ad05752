import { describe, expect, it } from 'vitest'
import { readQuery } from '../../../server/search/query.ts'

describe('what was typed', () => {
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

  it.each(['200,300', '119.77', '1,2,3'])('%j is none', (typed) => {
    expect(readQuery(typed).is).not.toBe('position')
  })

  it('knows parcel codes, whole, begun, or inside the code of a real estate unit', () => {
    const whole = { is: 'parcel', code: '330112008001GB00001' }
    expect(readQuery('330112008001GB00001')).toEqual(whole)
    expect(readQuery('330112008001gb00001')).toEqual(whole)
    expect(readQuery('330112 008001 GB 00001')).toEqual(whole)
    expect(readQuery('330112008001GB00001W00000000')).toEqual(whole)
    expect(readQuery('330112008001G')).toEqual({ is: 'parcel', code: '330112008001G' })
    expect(readQuery('330112').is).toBe('words')
  })

  it('brings Chinese, pinyin and widths to one form', () => {
    expect(readQuery('青山湖')).toMatchObject({ words: '青山湖', letters: 'qingshanhu', chinese: true })
    expect(readQuery('Qing Shan  Hu')).toMatchObject({
      words: 'qing shan hu',
      letters: 'qingshanhu',
      chinese: false,
    })
    expect(readQuery('ＱＳＨ')).toMatchObject({ words: 'qsh', letters: 'qsh' })
    expect(readQuery('lǜdào').is === 'words' && readQuery('lüdao')).toMatchObject({ letters: 'lvdao' })
  })

  it("escapes the pattern's own characters", () => {
    expect(readQuery('100%_\\')).toMatchObject({ pattern: '100\\%\\_\\\\' })
  })
})
