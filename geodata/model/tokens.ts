/**
 * All design tokens: the page uses them as CSS custom properties, the map style and the desks as values.
 * The day theme is rice paper and celadon, the night theme is ink.
 */

export type Theme = 'day' | 'night'
export const themes: readonly Theme[] = ['day', 'night']

/** Colours of panels. Text pairs reach a contrast of 4.5 on `surface` and on `sunken`. */
const page = {
  day: {
    surface: '#fdfdfb',
    raised: '#ffffff',
    sunken: '#f1f3ee',
    hover: '#e9ede6',
    line: '#dde2da',
    lineStrong: '#7f8b83',
    text: '#1a2320',
    muted: '#52605a',
    accent: '#00704f',
    onAccent: '#ffffff',
    accentSoft: '#dcf1e8',
    danger: '#b3261e',
    dangerSoft: '#fbe6e3',
    warning: '#7d4b00',
    warningSoft: '#fdf0d3',
    good: '#1c6b3c',
    focus: '#0a5fc2',
    scrim: 'rgb(20 28 24 / 32%)',
  },
  night: {
    surface: '#181f22',
    raised: '#20292c',
    sunken: '#10171a',
    hover: '#283336',
    line: '#2d383b',
    lineStrong: '#74837f',
    text: '#e7eeeb',
    muted: '#a2b1ac',
    accent: '#52d9aa',
    onAccent: '#04271b',
    accentSoft: '#143a2e',
    danger: '#ff9a90',
    dangerSoft: '#43201d',
    warning: '#f2c069',
    warningSoft: '#382b12',
    good: '#79d69a',
    focus: '#84bdff',
    scrim: 'rgb(0 0 0 / 55%)',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** Colours of the basemap and of layers without a standard. */
const map = {
  day: {
    land: '#f4f1ea',
    forest: '#d2e3c8',
    scrub: '#dde8d0',
    grass: '#e2edd2',
    park: '#cde7c3',
    wetland: '#cbe4da',
    farmland: '#eff0da',
    orchard: '#e3ecc9',
    residential: '#eeeae2',
    commercial: '#f3e8e1',
    industrial: '#e9e5e8',
    education: '#f1ecd9',
    cemetery: '#dce2d1',
    bare: '#ebe5d6',
    water: '#a8d0de',
    waterEdge: '#86bacd',
    shade: '#5c6b5a',
    shadeLight: '#fffdf4',
    contour: '#a9794a',
    contourLabel: '#8a5c30',
    building: '#e6dfd4',
    buildingEdge: '#cfc6b7',
    buildingRoof: '#f4efe7',
    motorway: '#f4c17c',
    motorwayEdge: '#d9994a',
    trunk: '#f8d59c',
    trunkEdge: '#deae66',
    primary: '#fce7bc',
    primaryEdge: '#d9bd87',
    street: '#ffffff',
    streetEdge: '#d6cfc1',
    path: '#a2815c',
    cycleway: '#4f86b5',
    rail: '#a19ea3',
    railGap: '#f7f5f1',
    metro: '#7a73b5',
    boundary: '#9a82a6',
    greenway: '#00935f',
    greenwayGlow: '#4fd6a0',
    greenwayEdge: '#ffffff',
    entrance: '#00704f',
    zone: '#4152b5',
    unit: '#1f3fae',
    incident: '#c2313f',
    selected: '#e0561b',
    label: '#28312d',
    labelMuted: '#5d655f',
    labelRoad: '#5b574f',
    labelWater: '#2c6f8c',
    labelGreen: '#33703f',
    halo: '#fbfaf6',
    sky: '#cfe4ee',
    fog: '#f1efe8',
  },
  night: {
    land: '#151b1e',
    forest: '#17251f',
    scrub: '#19241f',
    grass: '#1a2620',
    park: '#182b21',
    wetland: '#152a2a',
    farmland: '#1b221d',
    orchard: '#1b261d',
    residential: '#1a2023',
    commercial: '#201f23',
    industrial: '#1c1f24',
    education: '#1f211f',
    cemetery: '#18211d',
    bare: '#1e1f1d',
    water: '#0d2c3b',
    waterEdge: '#1a4459',
    shade: '#05090a',
    shadeLight: '#5b6f6c',
    contour: '#8f7a58',
    contourLabel: '#c2a877',
    building: '#20282b',
    buildingEdge: '#2d373a',
    buildingRoof: '#2b3538',
    motorway: '#8a6b39',
    motorwayEdge: '#41351f',
    trunk: '#705a35',
    trunkEdge: '#372e1e',
    primary: '#564c36',
    primaryEdge: '#2b281f',
    street: '#333c3f',
    streetEdge: '#1e2528',
    path: '#7d6a50',
    cycleway: '#4d7ba5',
    rail: '#565f62',
    railGap: '#1b2225',
    metro: '#6a64a3',
    boundary: '#7c6b8a',
    greenway: '#3ee3a6',
    greenwayGlow: '#0fb57a',
    greenwayEdge: '#0b1512',
    entrance: '#3ee3a6',
    zone: '#8a9bff',
    unit: '#9db2ff',
    incident: '#ff7d7d',
    selected: '#ffa05c',
    label: '#dfe7e4',
    labelMuted: '#9aa7a3',
    labelRoad: '#a8afa9',
    labelWater: '#7db6cf',
    labelGreen: '#86c196',
    halo: '#0e1416',
    sky: '#0c151b',
    fog: '#141b1f',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** Road and path surfaces, distinguishable on both basemaps. */
const surface = {
  asphalt: '#4a78b5',
  concrete: '#8796a5',
  paving: '#c7814a',
  boardwalk: '#9b6430',
  rubber: '#d14f63',
  gravel: '#c8ab5a',
  earth: '#86704a',
  stone_steps: '#7a6fa8',
  unknown: '#9aa3a0',
} as const

/**
 * Control lines by the convention of Chinese plans: purple for heritage (紫线), blue for water
 * (蓝线), green for ecology, ochre for farmland, red for the urban boundary.
 */
const controlLine = {
  permanent_basic_farmland: { day: '#b58300', night: '#e8bc4a' },
  ecological_redline: { day: '#12814a', night: '#4cc488' },
  urban_development_boundary: { day: '#d3322f', night: '#ff7a70' },
  heritage_protection: { day: '#7a2fb0', night: '#c08cf0' },
  heritage_control: { day: '#a266cf', night: '#d3b0f5' },
  water_protection: { day: '#1766c9', night: '#6ab0ff' },
  flood: { day: '#0b8797', night: '#45c7d6' },
} as const

/** Plans by state: strong if in force, faint for drafts. */
const plan = {
  published: { day: '#0f6a8f', night: '#5cc3ea' },
  in_review: { day: '#a85a00', night: '#f0b25a' },
  draft: { day: '#8a4a86', night: '#d79bd2' },
} as const

/** Colours of facility families. */
const facility = {
  care: { day: '#2475b8', night: '#5ba9e6' },
  travel: { day: '#4a55b8', night: '#8f9af0' },
  safety: { day: '#c3343e', night: '#f07178' },
  nature: { day: '#2b8050', night: '#5cc48a' },
  culture: { day: '#86561f', night: '#d6a263' },
  food: { day: '#b55411', night: '#f0994f' },
} as const

/** The same tone means the same state in every desk. */
const state = {
  good: { day: '#1c7a48', night: '#5fd08f' },
  busy: { day: '#b86a00', night: '#f2b14c' },
  alert: { day: '#c2313f', night: '#ff7d7d' },
  idle: { day: '#6c7772', night: '#8d9a96' },
} as const

/**
 * Density ramps, low to high: lightness is monotonic in even steps of OKLab, so that they are readable
 * without hue. By day darker means more, by night brighter.
 */
const heat = {
  day: ['#fbe3ae', '#f1b776', '#e3875b', '#cb5959', '#a23666', '#6d2070'],
  night: ['#3a1f5d', '#742a75', '#af3b73', '#de5e62', '#f6935f', '#fbcb7e'],
} as const satisfies Record<Theme, readonly string[]>

const space = { 1: 4, 2: 8, 3: 12, 4: 16, 5: 20, 6: 24, 8: 32, 10: 40, 12: 48 } as const
const radius = { small: 6, medium: 10, large: 16, round: 999 } as const

const type = {
  family: "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif",
  /** Names of the font stacks that the map style declares. */
  mapRegular: 'Noto Sans SC Regular',
  mapBold: 'Noto Sans SC SemiBold',
  size: { caption: 12, small: 13, body: 14, lead: 16, title: 20, display: 28 },
  weight: { regular: 400, strong: 600 },
} as const

const shadow = {
  day: {
    panel: '0 1px 2px rgb(28 38 32 / 10%), 0 8px 28px rgb(28 38 32 / 14%)',
    control: '0 1px 2px rgb(28 38 32 / 14%), 0 2px 8px rgb(28 38 32 / 10%)',
  },
  night: {
    panel: '0 0 0 1px rgb(255 255 255 / 7%), 0 10px 32px rgb(0 0 0 / 55%)',
    control: '0 0 0 1px rgb(255 255 255 / 8%), 0 2px 10px rgb(0 0 0 / 45%)',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** Milliseconds; the page sets them to zero for reduced motion. */
const motion = {
  quick: 120,
  calm: 220,
  slow: 420,
  easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
} as const

/** Below this width, in CSS pixels, panels become a bottom sheet. */
const phoneWidth = 720

/** Up to this height, a window that is wider than high has its panel at the side. */
const lowHeight = 500

export const tokens = {
  page,
  map,
  surface,
  controlLine,
  plan,
  facility,
  state,
  heat,
  space,
  radius,
  type,
  shadow,
  motion,
  phoneWidth,
  lowHeight,
} as const

export type MapColours = Record<keyof (typeof map)['day'], string>
