// Builds the assets into dist: styles and modules by esbuild, the font cut to the glyphs that Indonesian and English need,
// htmx from its package; every file with a hash in its name, its brotli and gzip form, and a manifest.
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import subsetFont from 'subset-font'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../../..')
const dist = join(here, 'dist')
const manifest = {}
const weights = []

async function put (name, body) {
  const bytes = Buffer.from(body)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const dot = name.lastIndexOf('.')
  const hashed = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
  await writeFile(join(dist, hashed), bytes)
  let wire = bytes.length
  if (!name.endsWith('.woff2')) {
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    await writeFile(join(dist, hashed + '.br'), br)
    await writeFile(join(dist, hashed + '.gz'), gzipSync(bytes, { level: 9 }))
    wire = br.length
  }
  manifest[name] = hashed
  weights.push([name, bytes.length, wire])
  return hashed
}

await mkdir(dist, { recursive: true })
for (const f of await readdir(dist)) if (f !== '.keep') await rm(join(dist, f), { recursive: true })

// The glyphs: printable ASCII, the marks our texts use, and the accented letters that occur in names.
let glyphs = ''
for (let c = 0x20; c < 0x7f; c++) glyphs += String.fromCharCode(c)
glyphs += '\u00a0\u00ad–—‘’“”…•·×÷−±≤≥→←↑↓▲▼✓≈°§©éèêëÉáàâäóòôöüïíñç\u2011½'
const font = await readFile(join(root, 'node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2'))
const small = await subsetFont(font, glyphs, {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 800, default: 400 } },
  noLayoutClosure: true
})
const fontName = await put('font.woff2', small)

const selectArrow = await put('arrow.svg', await readFile(join(here, 'img/arrow.svg')))
await put('mark.svg', await readFile(join(here, 'img/mark.svg')))

const css = await build({
  entryPoints: [join(here, 'css/app.css')],
  bundle: true,
  minify: true,
  write: false,
  target: ['chrome105', 'firefox110', 'safari16'],
  external: ['*.woff2', '*.svg']
})
await put('app.css', css.outputFiles[0].text.replaceAll('font.woff2', fontName).replaceAll('arrow.svg', selectArrow))

const js = await build({
  entryPoints: [join(here, 'js/app.js')],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: ['chrome105', 'firefox110', 'safari16']
})
await put('app.js', js.outputFiles[0].text)
// The extension must be known before htmx looks at the page, so pages with progress take both as one file.
const third = async name => (await readFile(join(root, 'node_modules/htmx.org/dist', name), 'utf8')).replace(/\n?\/\/# sourceMappingURL=.*$/, '')
const htmx = await third('htmx.min.js')
await put('htmx.js', htmx)
await put('htmx-sse.js', htmx + ';\n' + await third('ext/hx-sse.min.js'))

await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 1) + '\n')
for (const [name, raw, wire] of weights) console.log(`${name.padEnd(12)} ${String(raw).padStart(7)} B  ${String(wire).padStart(6)} B on the wire`)
