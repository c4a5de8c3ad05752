// Runs before the first paint, so that a page opened at night never flashes white.
const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('shuangxi.theme')
const dark = matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.dataset.theme = asked === 'night' || (asked !== 'day' && dark) ? 'night' : 'day'
