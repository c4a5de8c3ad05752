/** Checks of all rows of the stored sample, of the basemap and of what search finds. */
import { expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue, layerProperties } from '../../../geodata/model/catalogue.ts'
import { codeLists } from '../../../geodata/model/codes.ts'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { linanTowns } from '../../../geodata/model/linan-towns.ts'

export function declareGroundTests(db: () => Database): void {
  it.each(catalogue.map(({ id }) => id))('has synthetic, valid rows only in %s', async (table) => {
    const { rows } = await db().query(
      `select count(*)::int as n, count(*) filter (where not synthetic) as real,
         count(*) filter (where source not like 'sample:%') as strange,
         count(*) filter (where not ST_IsValid(geom)) as invalid,
         count(*) filter (where ST_IsEmpty(geom)) as empty,
         count(*) filter (where not geom && ST_MakeEnvelope(118.8, 29.9, 120.3, 30.5, 4326)) as away
       from ${table}`,
    )
    expect(rows).toEqual([{ n: expect.any(Number), real: 0, strange: 0, invalid: 0, empty: 0, away: 0 }])
    expect(rows[0]?.n).toBeGreaterThan(0)
  })

  it('has only codes of the code lists', async () => {
    const strange: string[] = []
    for (const layer of catalogue) {
      for (const { name, codes } of layerProperties(layer)) {
        if (codes === undefined) continue
        const known = codes === 'land_use' ? [...landUseClasses.keys()] : Object.keys(codeLists[codes])
        const { rows } = await db().query<{ code: string | null }>(
          `select distinct ${name} as code from ${layer.id}
           where ($2 and ${name} is null) or not ${name} = any($1)`,
          // The sample has land use classes without details, and coverages of whole layers.
          [known, codes !== 'landUseDetails' && layer.id !== 'coverages'],
        )
        strange.push(...rows.map(({ code }) => `${layer.id}.${name}: ${code}`))
      }
    }
    expect(strange).toEqual([])
  })

  it('covers Lin’an with its 18 towns', async () => {
    const { rows: towns } = await db().query<{ code: string }>(
      "select code from administrative_areas where code like '330112___' order by code",
    )
    expect(towns.map(({ code }) => code)).toEqual(linanTowns.map(({ code }) => code).toSorted())
    const { rows } = await db().query(
      `with town as materialized (
         select id, ST_Transform(geom, 4549) as plane from administrative_areas where code like '330112___'
       ), united as (select ST_Union(plane) as plane from town)
       select
         (select coalesce(sum(ST_Area(ST_Intersection(a.plane, b.plane))), 0)
          from town a join town b on a.id < b.id and a.plane && b.plane) as overlap,
         (select ST_NumGeometries(ST_Multi(ST_Buffer(plane, 0.5))) from united) as pieces,
         (select sum(ST_NumInteriorRings(p.geom)) from united, ST_Dump(ST_Multi(ST_Buffer(plane, 0.5))) p) as holes,
         (select ST_Area(ST_SymDifference(u.plane, ST_Transform(d.geom, 4549))) / ST_Area(u.plane)
          from united u, administrative_areas d where d.code = '330112') as off`,
    )
    expect(Number(rows[0]?.overlap)).toBeLessThan(50)
    expect(rows[0]).toMatchObject({ pieces: 1, holes: 0 })
    expect(rows[0]?.off).toBeLessThan(0.01)
  })

  it('covers both places with elevations, and with land cover outside water', async () => {
    const { rows: terrain } = await db().query<{ name: string }>(
      'select name from terrain_sources where synthetic order by name',
    )
    expect(terrain.map(({ name }) => name)).toEqual(['sample:qingshan', 'sample:shuangxi'])
    const { rows } = await db().query(
      `with wet as materialized (
         select ST_Transform(geom, 4549) as plane, geom from water where kind in ('lake', 'reservoir')
       )
       select sum(ST_Area(w.plane)) as water,
         sum((select sum(ST_Area(ST_Intersection(ST_Transform(c.geom, 4549), w.plane)))
              from land_cover c where c.geom && w.geom and c.kind not in ('wetland'))) as covered
       from wet w`,
    )
    expect(Number(rows[0]?.covered)).toBeLessThan(0.03 * Number(rows[0]?.water))
  })

  it.each([
    ['name', '青山湖'],
    ['pinyin', 'qingshanhu'],
    ['name_en', 'Qingshan Lake'],
  ])('finds the lake by its %s', async (column, words) => {
    const { rows } = await db().query<{ kind: string }>(
      `select distinct kind from places where ${column} like $1 || '%' order by kind`,
      [words],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['facility', 'greenway', 'water']))
  })
}
