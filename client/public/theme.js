// Runs before the first paint, so that a page opened at night never flashes white.
let asked = new URLSearchParams(location.search).get('theme')
try {
  asked ??= localStorage.getItem('shuangxi.theme')
} catch (error) {
  console.info('Nothing is remembered here.', error)
}
const dark = matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.dataset.theme = asked === 'night' || (asked !== 'day' && dark) ? 'night' : 'day'
