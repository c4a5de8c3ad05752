/** Minimum zoom on small maps; units would overlap at lower zooms. */
export const SMALLEST_ZOOM = 11.5
