/** The real data that browser tests look at; where it is missing, they are skipped by name. */
import { lacksShared } from '../environment/shared-data.ts'

/** Files of ../shared/data by the kind that they are imported as. */
export const realFiles = { osm: 'osm/westlake_10km.osm.pbf', dem: 'dem/srtm_hangzhou_west.tif' } as const

export const lacksRealData: boolean = lacksShared(...Object.values(realFiles).map((file) => `data/${file}`))
