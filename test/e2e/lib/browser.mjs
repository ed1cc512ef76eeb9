// A browser as people have it, and how a page is looked at.
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { check } from './report.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
export const out = join(here, '../out')
const axe = await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
const executablePath = [process.env.PAYUNG_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => p && existsSync(p))
const password = 'lihat-tata-cara-2026'
const weightLimit = 60 * 1024

export async function open () {
  if (!executablePath) throw new Error('no Chromium: apt-get install chromium, or set PAYUNG_CHROMIUM')
  await mkdir(out, { recursive: true })
  return chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
}

// visitor is somebody signed in, in a browser of a width, with JavaScript or without. Looking needs the policy of the pages
// relaxed, for the tool that checks accessibility is injected; journeys run under the strict one.
export async function visitor (browser, base, user, { width = 1440, height = 900, js = true, look = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: js, bypassCSP: look, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion: 'reduce', acceptDownloads: true })
  const page = await context.newPage()
  page.complaints = []
  page.on('console', m => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) page.complaints.push(m.text()) })
  page.on('pageerror', e => page.complaints.push(String(e)))
  page.setDefaultTimeout(20000)
  await page.goto(base + '/masuk')
  if (user) {
    await page.fill('[name=nama]', user)
    await page.fill('[name=sandi]', password)
    await page.click('main form button[type=submit]')
    await page.waitForURL(u => !u.pathname.startsWith('/masuk'))
  }
  return { context, page, base, go: async path => page.goto(base + path), close: () => context.close() }
}

// look examines the open page at its width, and a full NIK is allowed only where it is mended: accessibility, sideways scrolling, small targets, complaints; and takes a picture.
export async function look (page, name, width, repairs = false) {
  const what = `${name} at ${width}`
  await page.evaluate(() => document.fonts.ready)
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(`${what} does not scroll sideways`, scroll <= 0, scroll + ' px')
  const small = await page.evaluate(() => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary')].filter(e => {
    const r = e.getBoundingClientRect()
    if (!r.width || !r.height || e.closest('.skip')) return false
    const inText = e.tagName === 'A' && getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim().length > e.textContent.trim().length + 3
    return !inText && (r.width < 23.9 || r.height < 23.9)
  }).map(e => `${e.tagName} "${e.textContent.trim().slice(0, 30)}" ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`))
  check(`${what} has no control under 24 px`, small.length === 0, small.slice(0, 3).join('; '))
  check(`${what} has no full NIK`, repairs || !/\b\d{16}\b/.test(await page.evaluate(() => document.body.innerText)), 'sixteen digits on the page')
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  check(`${what} is accessible`, violations.length === 0, violations.map(v => `${v.id} ${v.nodes.length}× ${v.nodes[0].html.slice(0, 90)}`).join('; '))
  check(`${what} runs without complaints`, page.complaints.length === 0, page.complaints.join('; '))
  page.complaints.length = 0
  await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true })
}

// weigh measures a first view with an empty cache, in bytes on the wire.
export async function weigh (browser, base, from, path, name) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies(await from.cookies())
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  cdp.on('Network.loadingFinished', e => { bytes += e.encodedDataLength })
  await page.goto(base + path, { waitUntil: 'load' })
  await page.waitForTimeout(150)
  check(`${name} weighs at most 60 KB`, bytes > 0 && bytes <= weightLimit, `${(bytes / 1024).toFixed(1)} KiB`)
  await context.close()
  return bytes
}
