/** The layers that the benchmark fills and its peers serve, in the catalogue's order. */
export const benchLayers = ['buildings', 'parcels', 'incidents'] as const
