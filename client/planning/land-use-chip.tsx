/** The colour of a land use class as the map draws it. */
export function LandUseChip({ colour }: { readonly colour: string }) {
  return (
    <svg class="land-use-chip" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <rect x="0.500" y="0.500" width="13" height="13" rx="3" fill={colour} />
    </svg>
  )
}
