// A whole regency as a real one would begin: an empty server, the first administrator by the printed link, the units, one
// account for each who hands files in, then every file of the sample in a few uploads of many; at the end the scoreboard and
// the facts are compared with the answer key to the person. Takes minutes, so it is no part of make test.
//
//   PAYUNG_BIN=bin/payung node test/e2e/regency.mjs
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from './lib/browser.mjs'
import { check, end, part } from './lib/report.mjs'
import { parse } from './lib/csv.mjs'
import { program, start } from './lib/server.mjs'

const text = async page => (await page.textContent('main')).replace(/\s+/g, ' ')
const seconds = from => ((Date.now() - from) / 1000).toFixed(0) + ' s'
const work = await mkdtemp(join(tmpdir(), 'payung-regency-'))
const sample = join(work, 'contoh')
const made = spawnSync(program(), ['demo', '--size', 'kabupaten', '--out', sample], { encoding: 'utf8' })
if (made.status !== 0) throw new Error('the sample was not written: ' + made.stderr)

const began = Date.now()
const server = await start({ demo: false })
const browser = await open()
const own = 'kopi pahit di beranda 7'

// someone opens a browser of their own and signs in; a temporary password is changed first.
async function someone (user, secret) {
  const context = await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(60000)
  await page.goto(server.base + '/masuk')
  await page.fill('[name=nama]', user)
  await page.fill('[name=sandi]', secret)
  await page.click('main form button[type=submit]')
  await page.waitForURL(u => u.pathname !== '/masuk')
  if (secret !== own) {
    check(`${user}: a temporary password opens the page where it is changed, and nothing else`, new URL(page.url()).pathname === '/akun', page.url())
    await page.goto(server.base + '/papan')
    check(`${user}: the scoreboard stays shut until then`, new URL(page.url()).pathname === '/akun', page.url())
    await page.fill('[name=lama]', secret)
    await page.fill('[name=baru]', own)
    await page.fill('[name=ulang]', own)
    await page.click('form[action="/akun/sandi"] button')
    await page.waitForURL(u => u.pathname !== '/akun')
  }
  return { context, page }
}

// settled waits until no work on a bundle is shown any more.
async function settled (page) {
  await page.waitForSelector('nav.tabs', { timeout: 600000 })
}

// handIn uploads many files at once and applies them: the clean ones, then the good rows of the others.
async function handIn (page, name, input, files, expected) {
  const from = Date.now()
  await page.goto(server.base + '/unggahan/baru')
  if (input === '#f-folder') await page.click('main details summary:has-text("folder")')
  await page.setInputFiles(input, files)
  await page.click('main form button[type=submit]')
  await page.waitForURL(/\/unggahan\/\d+/, { timeout: 600000 })
  await settled(page)
  const read = Date.now()
  const seen = await text(page)
  check(`${name}: every file was read`, seen.includes(new Intl.NumberFormat('id-ID').format(expected) + ' berkas'), seen)
  check(`${name}: no file is left to guess`, !/perlu dilihat orang/.test(seen), seen)
  await page.screenshot({ path: join(process.env.PAYUNG_OUT ?? work, name + '.png'), fullPage: true }).catch(() => {})
  for (const how of ['bersih', 'semua']) {
    const button = page.locator(`button[name=cara][value=${how}]`)
    if (await button.count() === 0) continue
    await button.click()
    await page.waitForLoadState()
    await settled(page)
  }
  const done = await text(page)
  check(`${name}: all are applied`, /Semua [\d.]+ berkas sudah diterapkan/.test(done), done)
  console.log(`     ${name}: ${expected} files, read in ${((read - from) / 1000).toFixed(0)} s, applied in ${seconds(read)}`)
}

try {
  let administrator
  const accounts = {}
  await part('first run', async () => {
    const link = server.said().match(/http:\/\/\S+\/mulai\?kunci=\S+/)?.[0]
    check('an empty server prints the link for the first administrator', !!link, server.said())
    const context = await browser.newContext({ locale: 'id-ID' })
    const page = await context.newPage()
    await page.goto(server.base + '/')
    check('whoever comes without the link is told where it stands', /Belum ada akun/.test(await text(page)), await text(page))
    await page.goto(server.base + '/mulai?kunci=salah')
    check('a wrong key opens nothing', /tidak berlaku/.test(await text(page)), await text(page))
    await page.goto(link)
    await page.fill('[name=wilayah]', 'Sukoharjo')
    await page.fill('[name=nama_lengkap]', 'Wahyu Hidayat, S.Kom.')
    await page.fill('[name=nama]', 'admin')
    await page.fill('[name=sandi]', 'pendek')
    await page.fill('[name=sandi_ulang]', 'pendek')
    await page.click('main form button[type=submit]')
    await page.waitForSelector('[data-error-summary]')
    check('a short password is refused with the reason', /12 huruf/.test(await text(page)), await text(page))
    await page.fill('[name=sandi]', own)
    await page.fill('[name=sandi_ulang]', own)
    await page.click('main form button[type=submit]')
    await page.waitForURL(/\/langkah/)
    check('the steps come next', /langkah selesai untuk Kabupaten Sukoharjo/.test(await text(page)), await text(page))
    const template = await page.request.get(server.base + '/langkah/instansi.xlsx')
    check('a unit list with districts and villages is offered', template.status() === 200 && (await template.body()).length > 8000, template.status())
    await page.goto(link)
    check('the link works once', new URL(page.url()).pathname !== '/mulai', page.url())
    administrator = page
  })
  await part('units and accounts', async () => {
    await handIn(administrator, 'units', '#f-berkas', [join(sample, 'units.xlsx')], 1)
    for (const [user, role, name] of [['disnaker', 'disnaker', 'Bambang Setiawan'], ['bkad', 'bkad', 'Dewi Lestari'], ['bpjs', 'bpjs', 'Rina Wulandari'], ['sekda', 'sekda', 'Widodo Santosa']]) {
      await administrator.goto(server.base + '/pengguna/baru')
      await administrator.fill('[name=nama_lengkap]', name)
      await administrator.fill('[name=nama]', user)
      await administrator.selectOption('[name=peran]', role)
      await administrator.click('main form button[type=submit]')
      await administrator.waitForSelector('.secret')
      accounts[user] = (await administrator.textContent('.secret')).trim()
    }
    await administrator.goto(server.base + '/langkah')
    check('the steps count what is done', /[4-9] dari \d+ langkah selesai/.test(await text(administrator)), await text(administrator))
  })
  await part('budget and payments', async () => {
    const { page, context } = await someone('bkad', accounts.bkad)
    const folder = join(work, 'anggaran dan bayar')
    await mkdir(folder)
    for (const f of await readdir(join(sample, 'payments'))) await cp(join(sample, 'payments', f), join(folder, f))
    await cp(join(sample, 'budget-2026.csv'), join(folder, 'budget-2026.csv'))
    await handIn(page, 'budget and payments', '#f-berkas', (await readdir(folder)).map(f => join(folder, f)), (await readdir(folder)).length)
    await context.close()
  })
  await part('participant lists', async () => {
    const { page, context } = await someone('bpjs', accounts.bpjs)
    const lists = await readdir(join(sample, 'participants'))
    await handIn(page, 'participant lists', '#f-berkas', lists.map(f => join(sample, 'participants', f)), lists.length)
    await context.close()
  })
  await part('rosters of four months', async () => {
    const { page, context } = await someone('disnaker', accounts.disnaker)
    let n = 0
    for (const m of await readdir(join(sample, 'rosters'))) n += (await readdir(join(sample, 'rosters', m))).length
    await handIn(page, 'rosters', '#f-folder', join(sample, 'rosters'), n)
    await handIn(page, 'declared figures', '#f-berkas', [join(sample, 'declared.csv')], 1)
    await context.close()
  })
  await part('scoreboard as the answer key', async () => {
    const { page } = await someone('sekda', accounts.sekda)
    const key = parse(await readFile(join(sample, 'answer-key/scoreboard.csv'), 'utf8'))
    const months = [...new Set(key.map(r => r.month))]
    for (let i = 0; ; i++) { // the facts are computed in the background
      const now = spawnSync(program(), ['scoreboard', '--data', server.data, '--month', months.at(-1), '--format', 'csv'], { encoding: 'utf8' })
      const rows = now.status === 0 ? parse(now.stdout) : []
      if (rows.length && same(rows.at(-1), key.filter(r => r.month === months.at(-1)).at(-1))) break
      if (i > 120) break
      await new Promise(resolve => setTimeout(resolve, 2000))
    }
    for (const month of months) {
      const want = key.filter(r => r.month === month)
      const got = spawnSync(program(), ['scoreboard', '--data', server.data, '--month', month, '--format', 'csv'], { encoding: 'utf8' })
      const rows = parse(got.stdout)
      const wrong = want.filter((w, i) => !rows[i] || !same(rows[i], w))
      check(`${month}: ${want.length} lines of the scoreboard as in the key`, rows.length === want.length && wrong.length === 0, JSON.stringify(wrong[0]) + ' got ' + JSON.stringify(rows[want.indexOf(wrong[0])]))
      await page.goto(server.base + '/papan?bulan=' + month)
      const total = want.at(-1)
      const shown = await text(page)
      check(`${month}: the page says the same`, shown.includes(new Intl.NumberFormat('id-ID').format(Number(total.workers))), shown.slice(0, 400))
    }
    await facts(months)
  })
} finally {
  await browser.close()
  await server.stop()
  await rm(work, { recursive: true, force: true })
}
console.log(`whole regency through the browser in ${seconds(began)}`)
process.exit(end() ? 0 : 1)

// same compares a line of the scoreboard with the key's, column by column of the key.
function same (got, want) {
  return Object.keys(want).every(k => k === 'month' || String(got[k] ?? '') === want[k])
}

// facts compares every person of every month.
async function facts (months) {
  const key = parse(await readFile(join(sample, 'answer-key/facts.csv'), 'utf8'))
  for (const month of months) {
    const out = join(work, `fakta-${month}.csv`)
    const got = spawnSync(program(), ['facts', '--data', server.data, '--month', month, '--out', out], { encoding: 'utf8' })
    const rows = new Map(parse(await readFile(out, 'utf8')).map(r => [r.nik + ' ' + r.unit, r]))
    const want = key.filter(r => r.month === month)
    const wrong = want.filter(w => { const r = rows.get(w.nik + ' ' + w.unit); return !r || ['budgeted', 'registered', 'paid', 'right', 'undecided'].some(k => r[k] !== w[k]) })
    check(`${month}: four facts of ${want.length} people as in the key`, rows.size === want.length && wrong.length === 0, `${wrong.length} differ, ${rows.size} people; ${got.stderr.slice(0, 200)}`)
  }
}
