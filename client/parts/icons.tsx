/** The page's icons: 24 × 24, one stroke width, in the text colour. */
const paths = {
  greenway: 'M4 20c1-5 4-6 8-7s6-3 6-9M4 20h6M15 7l3-3 3 3M6 4v5M3.500 9h5L6 4z',
  patrol:
    'M12 3l7.500 3v5.500c0 4.500-3 7.700-7.500 9.500-4.500-1.800-7.500-5-7.500-9.500V6zM8.800 12l2.200 2.300 4.300-4.600',
  planning: 'M4 4h7v9H4zM4 16h7v4H4zM14 4h6v5h-6zM14 12h6v8h-6z',
  terrain3d: 'M2.500 19.500 9 7.500l4 6.500 2.500-4 6 9.500zM16.500 5.500h.01',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14.500 5 8 12l6.500 7',
  layers: 'M12 3.500 3 8.500l9 5 9-5zM3.500 12.500l8.500 4.700 8.500-4.700M3.500 16.300 12 21l8.500-4.700',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  more: 'M4.6 12a.9.9 0 1 0 1.800 0 .9.9 0 1 0-1.800 0M11.1 12a.9.9 0 1 0 1.800 0 .9.9 0 1 0-1.800 0M17.6 12a.9.9 0 1 0 1.800 0 .9.9 0 1 0-1.800 0',
  print: 'M7 9V4h10v5M7 17H4.500V9h15v8H17M7 14h10v6H7z',
  locate:
    'M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM12 2.500v3M12 18.500v3M2.500 12h3M18.500 12h3M12 5.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
  cube: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  share:
    'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  target: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M12 10.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3z',
  warning: 'M12 4 2.800 19.500h18.400zM12 10v4.500M12 17h.01',
  information: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 11v5M12 8h.01',
  flask:
    'M9.500 3.500h5M10.500 3.500v6L5 18.500c-.6 1 0 2 1.200 2h11.600c1.200 0 1.800-1 1.200-2l-5.500-9v-6M8 14.500h8',
  database:
    'M12 4c4 0 7 1.200 7 2.800S16 9.500 12 9.500 5 8.300 5 6.800 8 4 12 4zM5 6.800v10.400C5 18.800 8 20 12 20s7-1.200 7-2.800V6.800M5 12c0 1.600 3 2.800 7 2.800s7-1.200 7-2.800',
  chevron: 'M7 10l5 5 5-5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.500 20.500c.6-4 3.600-6 7.500-6s6.900 2 7.500 6',
  leave: 'M14 4.500H6v15h8M11 12h9.500M17 8.500l3.500 3.500-3.500 3.500',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2',
  copy: 'M9 9h10.500v11H9zM5 15.500V4.500h10',
  camera: 'M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  upload: 'M12 15.500V4M7.500 8.500 12 4l4.500 4.500M5 19.500h14',
  download: 'M12 4v11M7.500 10.500 12 15l4.500-4.500M5 19.500h14',
} as const

export type IconName = keyof typeof paths

/** Icons grow with the text beside them. */
const rem = (pixels: number) => `${pixels / 16}rem`

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      class="icon"
      width={rem(size)}
      height={rem(size)}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** The logo of 双西: two waves that meet, the greenway over the water. */
export function Brand() {
  return (
    <svg
      class="brand"
      width="2.5rem"
      height="2.5rem"
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="32" height="32" rx="9" class="brand-ground" />
      <path d="M5 21.500c4-4.500 7.500-4.500 11 0s7 4.500 11 0" class="brand-water" />
      <path d="M7 15.500C9.500 8 13 8 16 13s6.500 4.500 9-3.500" class="brand-way" />
    </svg>
  )
}
