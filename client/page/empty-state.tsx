/** Shown for an empty list: a small drawing of a lake, and the reason. */
export function EmptyState({ text }: { readonly text: string }) {
  return (
    <div class="empty">
      <svg width="120" height="64" viewBox="0 0 120 64" aria-hidden="true" class="empty-drawing">
        <path class="empty-hill" d="M6 44 34 14l16 17 12-11 34 24z" />
        <path
          class="empty-water"
          d="M10 50c9-4 16-4 25 0s16 4 25 0 16-4 25 0 16 4 25 0M28 59c8-3.500 14-3.500 22 0s14 3.500 22 0 14-3.500 22 0"
        />
        <circle class="empty-sun" cx="92" cy="16" r="6" />
      </svg>
      <p>{text}</p>
    </div>
  )
}
