import { describe, expect, it } from 'vitest'
import { readParcelCode, withCountyOfToday } from '../../../../geodata/model/planning/parcel-code.ts'

const faultsOf = (text: string) => readParcelCode(text).faults.map(({ zh }) => zh)

describe('a parcel code', () => {
  it('is read part by part, and a unit code has its building', () => {
    expect(readParcelCode('330112001002GB00123').code).toEqual({
      parcel: '330112001002GB00123',
      district: '001',
      subDistrict: '002',
      kind: 'GB',
      sequence: '00123',
      building: null,
      formerCounty: null,
    })
    expect(readParcelCode('330112 001 002 gb 00123 f00010001').code).toMatchObject({
      parcel: '330112001002GB00123',
      building: 'F00010001',
    })
  })

  it('is found by the county code before 2017', () => {
    expect(readParcelCode('330185001002JC00001').code).toMatchObject({
      parcel: '330112001002JC00001',
      formerCounty: '330185',
    })
    expect([withCountyOfToday('330185001'), withCountyOfToday('00185'), withCountyOfToday('330106')]).toEqual(
      ['330112001', '00185', '330106'],
    )
  })

  it('has a sentence for each fault', () => {
    expect(faultsOf('330112001002GB0012')).toEqual([
      '代码应为 19 位（宗地）或 28 位（不动产单元），收到的是 18 位“330112001002GB0012”。',
    ])
    expect(faultsOf('33O112001002KH0012X')).toEqual([
      '第 1–6 位（县级行政区划代码）应为6 位数字，收到的是“33O112”。',
      '第 13 位（土地所有权类型）应为G（国家）、J（集体）或 Z（争议），收到的是“K”。',
      '第 14 位（宗地特征码）应为A、B、S、X、C、D、E、F、G、W、Y 之一，收到的是“H”。',
      '第 15–19 位（宗地顺序号）应为5 位数字，收到的是“0012X”。',
    ])
    expect(faultsOf('330112001002GB00123H0001000A')).toHaveLength(2)
  })
})
