// What pages do, with and without JavaScript, under the strict policy: progress by server-sent events, pages without
// JavaScript, pasted rows, ticked rows, swaps in place, focus on the summary of errors, print.
//
//   node test/e2e/behave.mjs [--url http://127.0.0.1:8099]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const i = process.argv.indexOf('--url')
const base = i < 0 ? 'http://127.0.0.1:8099' : process.argv[i + 1]
const profile = await mkdtemp(join(tmpdir(), 'laku-'))
let failures = 0
const check = (what, ok, seen) => { if (!ok) failures++; console.log(`${ok ? 'baik ' : 'GAGAL'} ${what}${ok ? '' : ': ' + seen}`) }
const open = (name, options) => chromium.launchPersistentContext(join(profile, name), {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, viewport: { width: 1280, height: 900 }, ...options,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
})

const context = await open('js', {})
const page = await context.newPage()
const refused = []
page.on('console', m => { if (/Content Security Policy/.test(m.text())) refused.push(m.text()) })

await page.goto(base + '/g/impor-jalan')
await page.waitForFunction(() => document.querySelector('progress')?.value === 215 || location.pathname.endsWith('impor-periksa'), null, { timeout: 8000 }).catch(() => {})
await page.waitForURL('**/g/impor-periksa', { timeout: 8000 }).catch(() => {})
check('the progress page moves and goes on to the result', page.url().endsWith('/g/impor-periksa'), page.url())

await page.goto(base + '/g/beranda')
let loads = 0
page.on('load', () => loads++)
await page.click('nav a[href="/pekerja"]')
await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('tidak ditemukan'), null, { timeout: 5000 }).catch(() => {})
check('a link swaps the page without loading it anew, also when the answer is an error', loads === 0, `${loads} loads, ${await page.title()}`)
check('the title follows', (await page.title()).includes('tidak ditemukan'), await page.title())
await page.goBack()
await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('Iuran'), null, { timeout: 5000 }).catch(() => {})
check('back brings the page back', (await page.textContent('h1')).includes('Iuran'), await page.textContent('h1'))

await page.goto(base + '/g/beranda')
await page.evaluate(() => scrollTo(0, 900))
await page.click('.past a')
await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('tidak ditemukan'), null, { timeout: 5000 }).catch(() => {})
check('a new page begins at its top with the focus on its content', await page.evaluate(() => scrollY === 0 && document.activeElement.id === 'isi'), await page.evaluate(() => scrollY + ' ' + document.activeElement.tagName))

await page.goto(base + '/g/impor-periksa')
await page.click('button[value=terima] >> nth=0')
await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('tidak ditemukan'), null, { timeout: 5000 }).catch(() => {})
check('an answer without the wanted part is shown whole', (await page.textContent('h1')).includes('tidak ditemukan'), await page.textContent('h1'))

await page.goto(base + '/g/impor-periksa')
await context.setOffline(true)
await page.click('button[value=terima] >> nth=0')
await page.waitForSelector('#putus', { timeout: 5000 }).catch(() => {})
check('a lost line says so and keeps the page', await page.isVisible('#putus') && (await page.textContent('h1')).includes('Hasil pemeriksaan'), await page.textContent('h1'))
await context.setOffline(false)

await page.goto(base + '/g/impor-baru')
await page.evaluate(() => {
  const data = new DataTransfer()
  data.setData('text/html', '<table><tr><td>Nama</td><td>NIK</td></tr><tr><td>Agus</td><td>0011051203849001</td></tr></table>')
  data.setData('text/plain', 'Nama\tNIK\nAgus\t1,1051E+15')
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
})
check('rows pasted from Excel keep their leading zeros', (await page.inputValue('#f-tempel')) === 'Nama\tNIK\nAgus\t0011051203849001', await page.inputValue('#f-tempel'))

await page.goto(base + '/g/pekerja')
await page.check('input[data-all]')
const count = await page.textContent('[data-count]')
check('ticking the head ticks all on the page and says how many', count.startsWith('4 dipilih'), count)
await page.keyboard.press('/')
check('"/" goes to the search box', await page.evaluate(() => document.activeElement.type === 'search'), await page.evaluate(() => document.activeElement.outerHTML))

await page.goto(base + '/g/masuk-gagal')
check('focus is on the summary of errors', await page.evaluate(() => document.activeElement.hasAttribute('data-error-summary')), await page.evaluate(() => document.activeElement.tagName))
await page.click('[data-error-summary] a')
check('its link leads to the field', await page.evaluate(() => document.activeElement.id === 'f-sandi'), await page.evaluate(() => document.activeElement.id))

await page.goto(base + '/g/beranda')
await page.keyboard.press('Tab')
check('the first tab stop skips to the content', await page.evaluate(() => document.activeElement.className === 'skip'), '')
await page.goto(base + '/g/orang#bulan-2026-07')
check('a box of a month opens its evidence', await page.evaluate(() => document.getElementById('bulan-2026-07').open), 'closed')
await page.click('.langs button[value=en]')
await page.waitForLoadState()
check('English is one press away and says so', await page.evaluate(() => document.documentElement.lang === 'en' && document.body.textContent.includes('Four facts by month')), await page.title())
check('the policy refused nothing', refused.length === 0, refused.join('\n'))
await context.close()

const plain = await open('plain', { javaScriptEnabled: false })
const quiet = await plain.newPage()
await quiet.goto(base + '/g/orang')
await quiet.click('#bulan-2026-07 summary')
check('without JavaScript the evidence opens', await quiet.isVisible('#bulan-2026-07 dl'), '')
await quiet.goto(base + '/g/impor-baru')
check('without JavaScript the file input is visible', await quiet.isVisible('input[type=file]'), '')
await quiet.goto(base + '/g/impor-jalan')
check('without JavaScript the progress page reloads itself', (await quiet.content()).includes('http-equiv="refresh"'), '')
await quiet.goto(base + '/g/papan')
check('without JavaScript months are chosen with a button', await quiet.isVisible('form.inline-form button'), '')
await plain.close()
await rm(profile, { recursive: true, force: true })
console.log(failures ? `${failures} kegagalan` : 'semua baik')
process.exit(failures ? 1 : 0)
