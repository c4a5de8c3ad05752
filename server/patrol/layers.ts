import { catalogue } from '../../geodata/model/catalogue.ts'

/** Layers that only patrol accounts see. */
export const patrolLayers = catalogue.filter(({ group }) => group === 'patrol')
