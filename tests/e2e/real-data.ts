/** The real data for browser tests; without it, they are skipped by name. */
import { lacksShared } from '../environment/shared-data.ts'

/** Files of ../shared/data by their kind of import. */
export const realFiles = { osm: 'osm/westlake_10km.osm.pbf', dem: 'dem/srtm_hangzhou_west.tif' } as const

export const lacksRealData: boolean = lacksShared(...Object.values(realFiles).map((file) => `data/${file}`))
