import pxToRem from 'postcss-pxtorem'
import type { Plugin } from 'vite'
import { defaultClientConditions, defineConfig } from 'vite'
import { tokenStylesheet } from './geodata/model/token-stylesheet.ts'
import { tokens } from './geodata/model/tokens.ts'

const TOKENS = 'virtual:tokens.css'

/**
 * Returns the design tokens to the page as one stylesheet, which the build puts in front of all
 * others in the head: the first paint already has its colours.
 */
function designTokens(): Plugin {
  return {
    name: 'shuangxi:design-tokens',
    resolveId: (id) => (id === TOKENS ? `\0${TOKENS}` : undefined),
    load: (id) => (id === `\0${TOKENS}` ? tokenStylesheet() : undefined),
    transformIndexHtml: (html) =>
      html
        .replaceAll('%SURFACE_DAY%', tokens.map.day.land)
        .replaceAll('%SURFACE_NIGHT%', tokens.map.night.land),
  }
}

/**
 * Delivers lengths in rem, so that the page grows with the browser's font size as it does with its
 * zoom. Hairlines, and the parts of MapLibre that follow its canvas, keep their pixels.
 */
const inRem = pxToRem({
  propList: ['*'],
  minPixelValue: 3,
  mediaQuery: true,
  selectorBlackList: ['maplibregl', 'visually-hidden'],
})

export default defineConfig({
  root: 'client',
  // Relative, so that the page works below any path that a proxy gives it.
  base: './',
  publicDir: 'public',
  plugins: [designTokens()],
  css: { postcss: { plugins: [inRem] } },
  resolve: { conditions: ['visgl:webgl-only', ...defaultClientConditions] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    license: { fileName: 'licences.txt' },
    // Desks carry deck.gl and three: large, but loaded only when they are opened.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        index: new URL('client/index.html', import.meta.url).pathname,
        'service-worker': new URL('client/service-worker.ts', import.meta.url).pathname,
      },
      output: {
        // The address of a service worker stays, and is above all that it answers for.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
