/** Settings of dispatch: when a unit counts as off its route. */
import { define, integer, integersFrom } from '../setting-definition.ts'

export const dispatchSettings = {
  offRouteMetres: define({
    name: 'OFF_ROUTE_METRES',
    expected: integersFrom(0, 10_000),
    fallback: '150',
    description:
      'Leads are told of a unit on its way that is this far from its route, in metres; 0 turns it off.',
    schema: integer(0, 10_000),
  }),
  offRouteSeconds: define({
    name: 'OFF_ROUTE_SECONDS',
    expected: integersFrom(1, 3_600),
    fallback: '60',
    description: 'How long the unit must be away from its route, in seconds.',
    schema: integer(1, 3_600),
  }),
}
