// Runs before the first paint, so that a page opened at night never flashes white.
const root = document.documentElement
let asked = new URLSearchParams(location.search).get('theme')
try {
  asked ??= localStorage.getItem('shuangxi.theme')
} catch (error) {
  console.info('Nothing is remembered here.', error)
}
const dark = matchMedia('(prefers-color-scheme: dark)').matches
root.dataset.theme = asked === 'night' || (asked !== 'day' && dark) ? 'night' : 'day'

// Chinese letters are an em wide and differ; the boxes drawn without a font for them do not.
function hasChineseFont() {
  const em = 20
  const canvas = new OffscreenCanvas(em, em)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.font = `${em}px sans-serif`
  context.textBaseline = 'top'
  const drawn = ['永', '绿'].map((letter) => {
    context.clearRect(0, 0, em, em)
    context.fillText(letter, 0, 0)
    return context.getImageData(0, 0, em, em).data.join()
  })
  return drawn[0] !== drawn[1] && Math.abs(context.measureText('永').width - em) < 1
}

// Only computers without one fetch the fonts of this server.
try {
  root.dataset.fonts = hasChineseFont() ? 'system' : 'served'
} catch (error) {
  console.info('The fonts of this computer are not known.', error)
  root.dataset.fonts = 'served'
}
if (root.dataset.fonts === 'served') {
  const fonts = document.createElement('link')
  fonts.rel = 'stylesheet'
  fonts.href = new URL('fonts/noto-sans-sc.css', document.currentScript.src).href
  document.head.append(fonts)
}
