/** Codes of routes, apart from the schemas, so that the engine in a browser needs no zod. */
export const routeProfiles = ['walk', 'run', 'ride', 'wheelchair', 'pushchair'] as const
export const routeAvoids = ['steps', 'steep', 'unpaved'] as const
