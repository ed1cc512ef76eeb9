// Looks at every page of the gallery as a person would: pictures at 1440 and 390 px, axe at both, no sideways scrolling, no
// target under 24 px, and the weight of the first view. Exits 1 when a page fails.
//
//   npm run gallery -- [--only NAME,NAME] [--out DIR] [--url http://127.0.0.1:8099] [--lang en] [--no-pictures]
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const arg = (name, otherwise) => {
  const i = process.argv.indexOf('--' + name)
  return i < 0 ? otherwise : process.argv[i + 1]
}
const out = arg('out', join(here, 'out'))
const only = arg('only', '')
const english = arg('lang', 'id') === 'en'
const pictures = !process.argv.includes('--no-pictures')
const axe = await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
await mkdir(out, { recursive: true })

let base = arg('url', '')
let server
if (!base) {
  base = 'http://127.0.0.1:8099'
  server = spawn('go', ['run', './internal/door/web/gallery', '-listen', '127.0.0.1:8099'], { cwd: root, stdio: 'inherit', detached: true })
  for (let i = 0; i < 100; i++) {
    if (await fetch(base + '/daftar').then(r => r.ok, () => false)) break
    await new Promise(resolve => setTimeout(resolve, 300))
  }
}
const names = (await (await fetch(base + '/daftar')).text()).trim().split('\n').filter(n => !only || only.split(',').includes(n))
const profile = await mkdtemp(join(tmpdir(), 'galeri-'))
const limit = 60 * 1024
let failures = 0
const fail = (name, width, what) => { failures++; console.log(`GAGAL ${name} ${width}: ${what}`) }

for (const [width, height] of [[1440, 900], [390, 844]]) {
  const context = await chromium.launchPersistentContext(join(profile, String(width)), {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, locale: 'id-ID', timezoneId: 'Asia/Jakarta',
    viewport: { width, height }, bypassCSP: true, reducedMotion: 'reduce',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  })
  const page = await context.newPage()
  const complaints = []
  page.on('console', m => { if (m.type() === 'error' && !m.text().includes('404')) complaints.push(m.text()) })
  page.on('pageerror', e => complaints.push(String(e)))
  for (const name of names) {
    complaints.length = 0
    await page.goto(`${base}/g/${name}${english ? '?en=1' : ''}`, { waitUntil: 'load' })
    await page.evaluate(() => document.fonts.ready)
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (scroll > 0) fail(name, width, `scrolls sideways by ${scroll} px`)
    const small = await page.evaluate(() => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')].filter(e => {
      const r = e.getBoundingClientRect()
      if (!r.width || !r.height || e.closest('.skip')) return false
      const inText = e.tagName === 'A' && getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim().length > e.textContent.trim().length + 3
      return !inText && (r.width < 23.9 || r.height < 23.9)
    }).map(e => `${e.tagName} ${e.textContent.trim().slice(0, 30)} ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`))
    for (const s of small) fail(name, width, 'target under 24 px: ' + s)
    const bare = await page.evaluate(() => [...document.querySelectorAll('.fig,.funnel-bar text.in')].filter(e => !e.dataset.figure).length)
    if (bare) fail(name, width, `${bare} figures without data-figure`)
    await page.evaluate(axe)
    const result = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    for (const v of result.violations) fail(name, width, `axe ${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 120)}`)
    for (const c of complaints) fail(name, width, 'console: ' + c.slice(0, 200))
    if (pictures) await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true })
  }
  await context.close()
}

// The weight of a first view, with an empty cache and without the relaxed policy that axe needs.
for (const name of names) {
  const context = await chromium.launchPersistentContext(join(profile, 'w-' + name), {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, viewport: { width: 1440, height: 900 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  let bytes = 0
  let requests = 0
  const blocked = []
  cdp.on('Network.loadingFinished', e => { bytes += e.encodedDataLength; requests++ })
  page.on('console', m => { if (/Content Security Policy/.test(m.text())) blocked.push(m.text()) })
  await page.goto(`${base}/g/${name}`, { waitUntil: name === 'impor-jalan' ? 'load' : 'networkidle' })
  if (bytes > limit) fail(name, 'berat', `${bytes} bytes`)
  for (const b of blocked) fail(name, 'csp', b.slice(0, 200))
  console.log(`${name.padEnd(22)} ${(bytes / 1024).toFixed(1).padStart(6)} KiB ${requests} permintaan`)
  await context.close()
}

await rm(profile, { recursive: true, force: true })
if (server) process.kill(-server.pid)
console.log(failures ? `${failures} kegagalan` : `${names.length} halaman bersih pada 1440 dan 390`)
process.exit(failures ? 1 : 0)
