/** The design tokens as CSS, which the build inserts before the page's styles. */
import type { Theme } from './tokens.ts'
import { tokens } from './tokens.ts'

const { page, map, state, shadow, space, radius, type, motion, surface } = tokens

/** `surfaceRaised` to `surface-raised`. */
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function declarations(prefix: string, values: Readonly<Record<string, string | number>>, unit = ''): string {
  return Object.entries(values)
    .map(([name, value]) => `--${prefix}-${kebab(name)}:${value}${unit}`)
    .join(';')
}

function themeDeclarations(theme: Theme): string {
  const scheme = theme === 'day' ? 'light' : 'dark'
  const states = Object.fromEntries(Object.entries(state).map(([name, pair]) => [name, pair[theme]]))
  return [
    `color-scheme:${scheme}`,
    declarations('colour', page[theme]),
    declarations('map', map[theme]),
    declarations('state', states),
    declarations('shadow', shadow[theme]),
  ].join(';')
}

/**
 * Returns the tokens as CSS custom properties: `--colour-*`, `--map-*`, `--state-*`, `--shadow-*` by theme
 * (`data-theme` on the root, else the system's), `--space-*`, `--radius-*`, `--size-*` in pixels,
 * `--motion-*` in milliseconds.
 */
export function tokenStylesheet(): string {
  const constant = [
    declarations('space', space, 'px'),
    declarations('radius', radius, 'px'),
    declarations('size', type.size, 'px'),
    declarations('weight', type.weight),
    declarations('motion', { quick: motion.quick, calm: motion.calm, slow: motion.slow }, 'ms'),
    `--easing:${motion.easing}`,
    `--family:${type.family}`,
    declarations('surface', surface),
  ].join(';')
  return [
    `:root{${constant};${themeDeclarations('day')}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${themeDeclarations('night')}}}`,
    `:root[data-theme=night]{${themeDeclarations('night')}}`,
  ].join('\n')
}
