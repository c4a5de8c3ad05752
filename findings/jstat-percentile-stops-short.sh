#!/bin/sh
# jstat 1.9.6: percentile() interpolates between two values, as its documentation shows (0.3 of 1, 2, 3, 4 is
# 1.9), but not between the largest two: there it gives the smaller one. The median of two values is the lower
# value; 0.95 of four response times is the third of them. One would expect what the same rule gives everywhere
# else, and what Excel's PERCENTILE and NumPy give. It hurts because high percentiles of few values are what a
# service level asks for: the slowest answer has no weight at all, up to 20 values for 0.95 and 10 for 0.9.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jstat@1.9.6
cat > count.cjs <<'JS'
const { jStat } = require('jstat')
const { percentile } = jStat

/** Returns the percentile of sorted values by linear interpolation over all of them, as in Excel. */
function expected(values, share) {
  const at = share * (values.length - 1)
  const low = Math.min(Math.floor(at), values.length - 2)
  return values[low] + (at - low) * (values[low + 1] - values[low])
}
const cases = [[[1, 2, 3, 4], 0.3], [[2, 4, 6, 30], 0.6], [[0, 100], 0.5], [[2, 4, 6, 30], 0.95], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.9]]
console.log('jstat 1.9.6')
const seen = cases.map(([values, share]) => {
  const got = percentile(values, share)
  console.log(`${share} of ${values.join(' ')}: ${+got.toFixed(6)}, expected ${+expected(values, share).toFixed(6)}`)
  return +got.toFixed(6)
})
process.exit(seen.join() === '1.9,5.6,0,6,9' ? 0 : 1)
JS
node count.cjs
