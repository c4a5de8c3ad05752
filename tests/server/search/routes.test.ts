import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import { pronounce } from '../../../geodata/places/pronounce.ts'
import { dataContext } from '../../../server/context.ts'
import { searchEndpoints } from '../../../server/search/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

describeOnDatabase('search', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(searchEndpoints(dataContext(db())))
  })
  afterAll(() => server.close())

  const ask = (q: string, more = '') => fetch(`${server.url}/search?q=${encodeURIComponent(q)}${more}`)
  const names = async (q: string, more = '') => {
    const response = await ask(q, more)
    expect(response.status).toBe(200)
    const { results } = await response.json()
    return results.map((result: { name: string }) => result.name) as string[]
  }

  it('finds by Chinese, from the beginning and inside', async () => {
    expect((await names('青山湖')).slice(0, 3)).toEqual(['青山湖', '青山湖环湖绿道', '青山湖街道'])
    expect(await names('慢行')).toContain('西溪沿山慢行道')
    expect((await names('湖')).length).toBeGreaterThanOrEqual(5)
  })

  it('finds by pinyin, with and without spaces, incomplete and by initials', async () => {
    expect((await names('qingshanhu'))[0]).toBe('青山湖')
    expect((await names('qing shan hu'))[0]).toBe('青山湖')
    expect((await names('QingShan'))[0]).toMatch(/^青山湖/)
    expect((await names('xixiyanshan'))[0]).toBe('西溪沿山慢行道')
    expect((await names('qsh'))[0]).toBe('青山湖')
    expect((await names('xxysmxd'))[0]).toBe('西溪沿山慢行道')
    expect((await names('lvdao'))[0]).toBe('青山湖环湖绿道')
    expect((await names('lüdao'))[0]).toBe('青山湖环湖绿道')
  })

  it('finds 於潜镇 by its local reading', async () => {
    const { pinyin, initials } = pronounce('於潜镇')
    await db().query(
      `insert into places (kind, name, pinyin, pinyin_initials, source, source_id, licence, synthetic, geom)
       values ('area', '於潜镇', $1, $2, 'towns', '1', 'CC0', true, ST_SetSRID(ST_MakePoint(119.4, 30.2), 4326))`,
      [pinyin, initials],
    )
    for (const typed of ['yqz', 'yuqian', 'yu qian zhen', 'yuqianzhen', '於潜', '于潜']) {
      expect((await names(typed))[0], typed).toBe('於潜镇')
    }
    await db().query("delete from places where source = 'towns'")
  })

  it('finds by English, from any word', async () => {
    expect((await names('qingshan lake'))[0]).toBe('青山湖')
    expect((await names('West Lake'))[0]).toBe('西湖')
    expect((await names('loop'))[0]).toBe('青山湖环湖绿道')
  })

  it('forgives typos in Chinese, pinyin and English', async () => {
    expect((await names('青衫湖'))[0]).toBe('青山湖')
    expect((await names('西溪延山慢行道'))[0]).toBe('西溪沿山慢行道')
    expect((await names('qingshnhu'))[0]).toBe('青山湖')
    expect((await names('Qingsahn Lake'))[0]).toBe('青山湖')
    expect((await names('hilside slow'))[0]).toBe('西溪沿山慢行道')
  })

  it('ranks the nearer of two places with one name first', async () => {
    const longitudes = async (lon: number) => {
      const { results } = await (await ask('环湖路', `&lon=${lon}&lat=30.25`)).json()
      return results.slice(0, 2).map((result: { lon: number }) => result.lon)
    }
    expect(await longitudes(119.78)).toEqual([119.775, 120.12])
    expect(await longitudes(120.13)).toEqual([120.12, 119.775])
  })

  const whole = async (q: string, more = '') => (await ask(q, more)).json()

  it('finds parcels by any part of their code, and says how many there are', async () => {
    expect(await names('330112008')).toEqual(['330112008001GB00001', '330112008001GB00002'])
    expect(await names('JB00001')).toEqual(['330112007001JB00001'])
    expect((await names('B00001')).toSorted()).toEqual(['330112007001JB00001', '330112008001GB00001'])
    expect(await names('007001j')).toEqual(['330112007001JB00001'])
    expect((await whole('330112008')).categories).toEqual([
      {
        type: 'parcel_code',
        code: '330112008',
        title: { zh: '代码含 330112008 的地块', en: 'Parcels with 330112008 in their code' },
        count: 2,
      },
    ])
    const first = await whole('330112', '&limit=1')
    expect(first.results).toHaveLength(1)
    expect(first.categories[0].count).toBe(3)
    expect((await whole('330112008001GB00001')).categories).toEqual([])
    expect(await names('99999')).toEqual([])
  })

  it('finds a land use by its code and by its name', async () => {
    const uses = async (q: string) =>
      (await whole(q)).categories.map(
        ({ type, code, count }: { type: string; code: string; count: number }) => `${type} ${code}: ${count}`,
      )
    expect(await uses('0701')).toEqual(['land_use 0701: 1'])
    expect(await uses('07')).toEqual(['land_use 07: 1'])
    expect(await uses('居住用地')).toEqual(['land_use 07: 1'])
    expect(await uses('居住')).toEqual(['land_use 07: 1'])
    expect(await uses('城镇住宅用地')).toEqual(['land_use 0701: 1'])
    expect(await uses('Urban residential')).toEqual(['land_use 0701: 1'])
    expect(await uses('工业用地')).toEqual(['land_use 1001: 1'])
    expect(await uses('1601')).toEqual([])
    expect(await uses('青山湖')).toEqual([])
  })

  it('finds facilities of a kind by everyday words, the nearest first', async () => {
    const here = '&lon=119.773&lat=30.236'
    for (const q of ['厕所', '洗手间', '卫生间', 'WC', 'restroom', 'toilets', 'xishoujian', '附近的公厕']) {
      const { categories, results, near } = await whole(q, here)
      expect(categories, q).toEqual([
        { type: 'facilities', code: 'toilet', title: { zh: '公共厕所', en: 'Toilet' }, count: 3 },
      ])
      expect(
        results.map(({ name }: { name: string }) => name),
        q,
      ).toEqual(['公厕一', '公厕二', '远处公厕'])
      expect(results[0]).toMatchObject({ layer: 'facilities', kind_title: { zh: '公共厕所', en: 'Toilet' } })
      expect(near).toBeNull()
    }
    // A place with the word in its name comes before the sixth of a kind.
    await db().query(
      `insert into places (kind, name, source, source_id, licence, synthetic, geom)
       values ('locality', '亭子山', 'hill', '1', 'CC0', true, ST_SetSRID(ST_MakePoint(119.9, 30.2), 4326))`,
    )
    const shelters = await whole('亭子', here)
    expect(shelters.categories).toMatchObject([{ code: 'shelter', count: 1 }])
    expect(shelters.results.map(({ name }: { name: string }) => name)).toEqual(['亭', '亭子山'])
    await db().query("delete from places where source = 'hill'")
    // Nothing is near the pole, without an error.
    expect((await whole('厕所', '&lon=0&lat=89.9')).results).toEqual([])
    // Without a position: places with the words in their name, and the total number.
    expect((await whole('restroom')).categories).toMatchObject([{ count: 3 }])
  })

  it('finds a kind beside a named place, in two words and in one', async () => {
    for (const q of ['公厕 青山湖', '青山湖 厕所', '青山湖附近的厕所', 'toilet near Qingshan Lake']) {
      const { categories, results, near } = await whole(q, '&lon=120.1&lat=30.25')
      expect(near, q).toMatchObject({ name: '青山湖', name_en: 'Qingshan Lake', lon: 119.77, lat: 30.24 })
      expect(categories, q).toMatchObject([{ code: 'toilet', count: 3 }])
      expect(results[0].name, q).toBe('公厕一')
    }
    // A whole name has priority over its parts.
    const named = await whole('青山湖街道')
    expect(named.near).toBeNull()
    expect(named.results[0].name).toBe('青山湖街道')
  })

  it('finds a parcel by its code', async () => {
    const { results } = await (await ask('330112008001GB00001')).json()
    expect(results).toHaveLength(1)
    expect(results[0]).toMatchObject({
      layer: 'parcels',
      feature_id: 1,
      kind_title: { zh: '地块', en: 'Parcel' },
      synthetic: true,
    })
    expect(results[0].lon).toBeCloseTo(119.77195, 4)
    expect(results[0].bbox).toHaveLength(4)
    expect(await names('330112008001G')).toEqual(['330112008001GB00001', '330112008001GB00002'])
  })

  it('finds a position', async () => {
    const { results } = await (await ask('119.77,30.24')).json()
    expect(results).toEqual([
      expect.objectContaining({ kind: 'position', lon: 119.77, lat: 30.24, bbox: null }),
    ])
  })

  it('treats pattern characters and SQL as text', async () => {
    expect(await names('100%')).toEqual(['100%果汁_店'])
    expect(await names('\\ bar')).toContain('100%果汁_店')
    expect(await names('%')).toEqual(['100%果汁_店'])
    expect(await names("' or 1=1 --")).toEqual([])
    expect(await names('%%%')).toEqual([])
  })

  it('answers in the requested language with at most the requested number', async () => {
    const { results } = await (await ask('qsh', '&lang=en&limit=2')).json()
    expect(results).toHaveLength(2)
    expect(results[0].title).toBe('Qingshan Lake')
    expect(await names('qsh', '&limit=1000')).toHaveLength(3)
  })

  it('says what is missing', async () => {
    const empty = await fetch(`${server.url}/search?q=%20`)
    expect(empty.status).toBe(400)
    expect((await empty.json()).details.zh).toContain('参数 q 应为1 到 100 个字的搜索词')
    expect((await fetch(`${server.url}/search`)).status).toBe(400)
    expect((await ask('x', '&lon=119')).status).toBe(400)
    expect((await ask('x', '&lon=500&lat=3')).status).toBe(400)
  })

  it('finds the same among 5,000 places', async () => {
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query(
        `insert into places (kind, name, name_en, pinyin, pinyin_initials, source, source_id, licence, synthetic, geom)
         select 'facility', '临安' || chr(19968 + n % 3000) || chr(20968 + n % 2711) || '店', 'Shop ' || md5(n::text),
           'linan' || md5(n::text) || 'dian', 'la' || left(md5(n::text), 3), 'many', n::text, 'CC0', true,
           ST_SetSRID(ST_MakePoint(119.6 + (n % 100) * 0.003, 30.2 + (n % 77) * 0.002), 4326)
         from generate_series(1, 5000) as n`,
      )
    })
    await db().query('analyze places')
    for (const q of ['青山湖', '青山', 'qingshanhu', 'qsh', 'qingshan lake', 'qingshnhu'])
      expect((await names(q, '&lon=119.77&lat=30.24'))[0]).toContain('青山湖')
    expect((await names('临安')).length).toBeGreaterThan(0)
  }, 90_000)
})
