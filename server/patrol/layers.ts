import { catalogue } from '../../geodata/model/catalogue.ts'

/** The layers that patrols see and nobody else. */
export const patrolLayers = catalogue.filter(({ group }) => group === 'patrol')
