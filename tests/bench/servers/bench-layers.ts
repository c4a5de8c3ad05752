/** The layers that the benchmark fills and that the other servers serve, in the catalogue's order. */
export const benchLayers = ['buildings', 'parcels', 'incidents'] as const
