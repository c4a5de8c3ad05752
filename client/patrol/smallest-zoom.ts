/** Where the panels leave little of the map, units would lie on one another below this zoom. */
export const SMALLEST_ZOOM = 11.5
