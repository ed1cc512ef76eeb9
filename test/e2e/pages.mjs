// Every page that a reader meets, looked at on a desk and on a phone, and weighed.
import { look, visitor, weigh } from './lib/browser.mjs'
import { check, part } from './lib/report.mjs'
import { roster } from './lib/workbook.mjs'
import { handIn } from './journeys.mjs'

// repairs are the pages on which somebody mends the own file: there the found value and its proposal must be read whole.
const repairs = new Set(['periksa', 'susunan', 'antrean'])

// Pages by reader; a name for the picture, an address, or a way to find one on an earlier page.
const list = {
  bendahara: [
    ['beranda', '/'], ['impor-baru', '/impor/baru'], ['impor', '/impor'], ['antrean', '/antrean'], ['pemadanan', '/padan'], ['pekerja', '/pekerja'], ['orang', first('/pekerja', 'a[href^="/orang/"]')],
    ['instansi', '/instansi'], ['instansi-satu', first('/instansi', 'a[href^="/instansi/"]:not([href$=".xlsx"]):not([href*="?"])')], ['papan-bendahara', '/papan'], ['bayar', '/bayar'],
    ['susunan', draft('susunan')], ['periksa', draft('periksa')], ['selisih', draft('selisih')], ['terapkan', draft('terapkan')],
    ['akun', '/akun'], ['pekerjaan', '/pekerjaan'], ['bantuan', '/bantuan'], ['bantuan-bendahara', '/bantuan/bendahara'], ['tidak-ada', '/tidak-ada', 404]
  ],
  desa: [['beranda-desa', '/'], ['bukti', first('/', '.task.done a[href$="/bukti"]')], ['batalkan', undoOf], ['bantuan-desa', '/bantuan/desa']],
  kepegawaian: [['beranda-kepegawaian', '/']],
  bkad: [['anggaran', '/anggaran'], ['bayar-bkad', '/bayar'], ['instansi-baru', '/instansi/baru'], ['impor-bkad', '/impor/baru?jenis=budget']],
  sekda: [['papan', '/papan'], ['papan-wilayah', '/papan?menurut=region'], ['belum-menjawab', '/belum-menjawab'], ['terlarang', '/pengguna', 403]],
  disnaker: [['unggahan-baru', '/unggahan/baru'], ['unggahan-kosong', '/unggahan'], ['unggahan-satu', together], ['unggahan', '/unggahan'], ['padan', '/padan'], ['angka-lapor', '/angka-lapor'], ['pekerja-disnaker', '/pekerja']],
  bpjs: [['papan-bpjs', '/papan'], ['impor-peserta', '/impor/baru?jenis=participants']],
  provinsi: [['papan-provinsi', '/papan']],
  admin: [['pengguna', '/pengguna'], ['pengguna-baru', '/pengguna/baru'], ['pengguna-satu', first('/pengguna', 'tbody a[href^="/pengguna/"]')], ['pengaturan', '/pengaturan'], ['kop', '/pengaturan/kop'], ['langkah', '/langkah']]
}

// first finds the first address on a page that fits.
function first (page, selector) {
  return async v => {
    await v.go(page)
    return v.page.locator(selector).first().getAttribute('href', { timeout: 3000 })
  }
}

// undoOf is the page that asks before the newest own import is taken back.
async function undoOf (v) {
  return (await first('/', '.task.done a[href$="/bukti"]')(v)).replace(/bukti$/, 'batalkan')
}

// together hands three files in at once: one that can be applied, one with faults, one that nobody can know.
async function together (v) {
  const clean = roster(4)
  const files = [['3311-D05 Dinas Lingkungan Hidup.xlsx', clean.file], ['honorer.xlsx', roster(5).file], ['catatan.csv', Buffer.from('hari,acara\nSenin,rapat\n')]]
  await v.go('/unggahan/baru')
  await v.page.setInputFiles('#f-berkas', files.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer })))
  await v.page.click('main form button[type=submit]')
  await v.page.waitForSelector('nav.tabs', { timeout: 60000 })
  return new URL(v.page.url()).pathname
}

// draft hands a file in once and leads to a page of it.
let handed
function draft (page) {
  return async v => {
    handed ??= await handIn(v, 'roster', 'honorer contoh.xlsx', roster(3).file)
    return `/impor/${handed.id}/${page}`
  }
}

// rest are the places of a reader's navigation that the list does not name yet.
async function rest (v, user, mine) {
  await v.go('/')
  const all = await v.page.locator('.band nav a').evaluateAll(list => list.map(a => a.getAttribute('href')))
  return [...new Set(all)].filter(path => !mine.some(([, where]) => where === path)).map(path => [user + path.replaceAll('/', '-'), path])
}

export async function pages (browser, base, all = false) {
  const weights = []
  await part('sign-in page', async () => {
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      const v = await visitor(browser, base, null, { width, height, look: true })
      await look(v.page, 'masuk', width)
      if (width === 1440) weights.push(['masuk', await weigh(browser, base, v.context, '/masuk', 'masuk')])
      await v.close()
    }
  })
  for (const [user, mine] of Object.entries(list)) {
    await part(`pages of ${user}`, async () => {
      const desk = await visitor(browser, base, user, { look: true })
      const phone = await visitor(browser, base, user, { width: 390, height: 844, look: true })
      for (const [name, where, want = 200] of [...mine, ...(all ? await rest(desk, user, mine) : [])]) {
        let path = where
        if (typeof where === 'function') {
          path = await where(desk).catch(e => { console.log(`  ${name}: ${e.message.split('\n')[0]}`); return null })
          if (!check(`${name} can be reached by a link`, path !== null)) continue
        }
        for (const [v, width] of [[desk, 1440], [phone, 390]]) {
          const answer = await v.go(path)
          if (!check(`${name} answers ${want}`, answer.status() === want, answer.status())) continue
          await look(v.page, name, width, repairs.has(name) || name.endsWith('-antrean'))
        }
        if (want === 200) weights.push([name, await weigh(browser, base, desk.context, path, name)])
      }
      await desk.close()
      await phone.close()
    })
  }
  weights.sort((a, b) => b[1] - a[1])
  console.log('heaviest first views: ' + weights.slice(0, 5).map(([n, w]) => `${n} ${(w / 1024).toFixed(1)} KiB`).join(', '))
}
