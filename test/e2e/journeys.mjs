// What each reader comes for, from sign-in to the moment that counts.
import { visitor } from './lib/browser.mjs'
import { check } from './lib/report.mjs'
import { roster } from './lib/workbook.mjs'

const sampleMonth = '2026-10' // the newest month of the sample government
const text = async (page, selector = 'main') => (await page.textContent(selector)).replace(/\s+/g, ' ')
const path = page => new URL(page.url()).pathname

// checked waits, on the page of progress, until the file was checked; without JavaScript by loading it anew.
async function checked (page) {
  for (let i = 0; i < 60 && /^\/impor\/\d+$/.test(path(page)); i++) {
    await page.waitForTimeout(500)
    if (/^\/impor\/\d+$/.test(path(page))) await page.reload().catch(() => {})
  }
}

// handIn gives a file in for the newest month that the form offers and goes on to the findings.
export async function handIn (v, kind, name, file, extra = {}) {
  const { page } = v
  await v.go('/impor/baru?jenis=' + kind)
  if (await page.locator('#f-jenis-' + kind).count()) await page.check('#f-jenis-' + kind)
  for (const [field, value] of Object.entries(extra)) if (await page.locator(`[name=${field}]`).count()) await page.fill(`[name=${field}]`, value)
  const month = page.locator('select[name=bulan]')
  let chosen = ''
  if (await month.count()) {
    chosen = await month.locator('option').first().getAttribute('value')
    await month.selectOption(chosen)
  }
  await page.setInputFiles('input[name=berkas]', { name, mimeType: 'application/octet-stream', buffer: file })
  await page.click('button[name=aksi][value=periksa]')
  await page.waitForURL(/\/impor\/\d+/)
  await checked(page)
  return { id: path(page).split('/')[2], month: chosen }
}

// upload → fix → confirm → scoreboard, with JavaScript and without: the first promise of the product.
export async function treasurer (browser, base, user, js) {
  const how = `${user} ${js ? 'with' : 'without'} JavaScript`
  const v = await visitor(browser, base, user, { js })
  const { page } = v
  check(`${how}: the home is the month`, /^Iuran /.test(await text(page, 'h1')), await text(page, 'h1'))
  check(`${how}: one next step`, await page.locator('.card.next').count() <= 1)
  const mine = roster(js ? 1 : 2)
  const { id, month } = await handIn(v, 'roster', 'honorer kami.xlsx', mine.file)
  if (path(page).endsWith('/susunan')) {
    check(`${how}: the layout is shown with the header found in line 5`, await page.inputValue('[name=baris_judul]') === '5', await page.inputValue('[name=baris_judul]').catch(() => '-'))
    await page.click('button[name=aksi][value=pakai]')
    await page.waitForURL(/\/impor\/\d+\/?(periksa)?/)
    await checked(page)
  }
  if (!path(page).endsWith('/periksa')) await v.go(`/impor/${id}/periksa`)
  const findings = await text(page)
  check(`${how}: the findings name row and column`, /[Bb]aris \d+/.test(findings), findings)
  check(`${how}: a proposal is offered`, await page.locator('button[value=terima]').count() > 0)
  const marked = await page.request.get(`${base}/impor/${id}/berkas-bertanda.xlsx`)
  const body = await marked.body()
  check(`${how}: the same workbook comes back marked`, marked.status() === 200 && body.subarray(0, 2).toString() === 'PK' && body.length > mine.file.length / 2, marked.status())
  await page.locator('button[value=terima]').first().click()
  await page.waitForTimeout(js ? 800 : 200)
  const short = page.locator('form:has(input[name=kode][value=NIK_LENGTH]) input[name=nilai]').first()
  check(`${how}: a value can be typed where nothing can be proposed`, await short.count() === 1 || await page.locator('input[name=nilai]').count() > 0)
  if (await short.count()) {
    await short.fill(mine.good[3])
    await page.locator('form:has(input[name=kode][value=NIK_LENGTH]) button[value=simpan]').first().click()
    await page.waitForTimeout(js ? 800 : 200)
  }
  await v.go(`/impor/${id}/selisih`)
  check(`${how}: the difference is shown`, (await page.title()).length > 0 && await page.locator('h1').count() === 1, await page.title())
  await v.go(`/impor/${id}/terapkan`)
  await page.click('button[name=aksi][value=terapkan]')
  await page.waitForURL(/\/bukti/)
  const receipt = await text(page)
  check(`${how}: a receipt with its number`, /P-\d{6}/.test(receipt), receipt)
  await v.go('/antrean?bulan=' + month)
  const queue = await text(page)
  check(`${how}: the rounded NIK waits and holds nobody back`, queue.includes(mine.list[5].name), queue)
  await v.go('/papan?bulan=' + month)
  const board = await text(page)
  check(`${how}: the scoreboard counts the eleven that went in`, /\b11\b/.test(board), board)
  await v.go('/?bulan=' + month)
  const home = await text(page)
  check(`${how}: the home says what is left`, /11 pekerja/.test(home) && /1 baris/.test(home), home)
  check(`${how}: the cost in words`, /rupiah/.test(home), home)
  check(`${how}: nothing complained`, page.complaints.length === 0, page.complaints.join('; '))
  await v.close()
  return { id, month }
}

// undo gives the month back as it was.
export async function undo (browser, base, user, id, month) {
  const v = await visitor(browser, base, user)
  const { page } = v
  await v.go(`/impor/${id}/batalkan`)
  if (await page.locator('[name=alasan]').count()) await page.fill('[name=alasan]', 'uji batal')
  await Promise.all([page.waitForResponse(r => r.request().method() === 'POST'), page.locator('main form[action$="/batalkan"] button').last().click()])
  await page.waitForLoadState()
  await v.go('/?bulan=' + month)
  const home = await text(page)
  check('undo: the month is silent again, not zero', /belum diketahui/.test(home), home)
  await v.close()
}

export async function village (browser, base) {
  const v = await visitor(browser, base, 'desa')
  const { page } = v
  await v.go('/?bulan=' + sampleMonth)
  const home = await text(page)
  check('desa: two groups in one village', /2 dari 2 instansi/.test(home), home)
  check('desa: the head and the others stand apart with their codes', home.includes('5.1.3.03') && home.includes('5.1.3.04') && /RT\/RW/.test(home), home)
  check('desa: four programmes in one, two in the other', /Kepala desa[^R]*JP/.test(home) && /RT\/RW JKK[^J]*JKM/.test(home), home)
  const month = await page.locator('#s-bulan option').first().getAttribute('value')
  await v.go('/?bulan=' + month)
  await page.locator('summary', { hasText: 'Jawab tanpa berkas' }).click()
  await page.click('button[name=aksi][value=tetap]')
  await page.waitForURL(/\/bukti/) // the answer has its receipt; leaving earlier would take the click back
  await v.go('/?bulan=' + month)
  check('desa: "unchanged" is an answer', /sama dengan bulan sebelumnya/.test(await text(page)), await text(page))
  await v.close()
}

export async function treasury (browser, base) {
  const v = await visitor(browser, base, 'bkad')
  await v.go('/anggaran')
  const page = await text(v.page)
  check('bkad: budget lines with account codes and ceilings', page.includes('5.1.02.02.02.0006') && /Rp/.test(page), page)
  const answer = await v.page.request.get(base + '/anggaran.xlsx')
  check('bkad: the lines as a workbook', answer.status() === 200 && (await answer.body()).subarray(0, 2).toString() === 'PK', answer.status())
  await v.close()
}

export async function secretary (browser, base) {
  const v = await visitor(browser, base, 'sekda')
  check('sekda: the first page is the scoreboard', path(v.page) === '/papan', path(v.page))
  const page = await text(v.page)
  for (const word of ['Dianggarkan', 'Terdaftar', 'Dibayar', 'Tepat']) check(`sekda: ${word} on one page`, new RegExp(word, 'i').test(page), page)
  check('sekda: who has not answered is told apart', /belum (ada jawaban|menjawab)/i.test(page), page)
  check('sekda: every figure says where it comes from', await v.page.locator('[data-figure]').count() > 10)
  await v.go('/belum-menjawab')
  check('sekda: who is silent, by name', await v.page.locator('tbody tr').count() > 0)
  await v.close()
}

export async function manpower (browser, base) {
  const v = await visitor(browser, base, 'disnaker')
  await v.go('/pekerja')
  check('disnaker: people of the regency', await v.page.locator('tbody tr').count() > 10, await text(v.page))
  await v.go('/padan')
  const page = await text(v.page)
  check('disnaker: links to decide, side by side', /sama|beda/i.test(page), page)
  await v.go('/angka-lapor')
  check('disnaker: declared figures beside evidenced ones', v.page.url().endsWith('/angka-lapor') && await v.page.locator('h1').count() === 1)
  await v.close()
}

// together hands files of several units in at once, with JavaScript and without: what is doubtful is asked, the rest applied.
export async function together (browser, base, js) {
  const how = `many files ${js ? 'with' : 'without'} JavaScript`
  const v = await visitor(browser, base, 'disnaker', { js })
  const { page } = v
  const seed = js ? 11 : 12
  const good = roster(seed, 8)
  const rows = ['nama,nik,tanggal_lahir,jenis_kelamin,jabatan,upah,mulai', ...good.list.map((p, i) => `${p.name},${good.good[i]},${p.birth},${p.sex},Staf,2500000,01/01/2025`)]
  const month = '2026-11'
  await v.go('/belum-menjawab?bulan=' + sampleMonth) // units that never answered: nobody can leave them
  const silent = await page.locator('tbody tr:has-text("belum pernah") input[name=instansi]').evaluateAll(list => list.map(e => e.value))
  const [mine, other] = js ? silent : silent.slice(2)
  const files = [[`${mine} daftar ${month}.csv`, Buffer.from(rows.join('\n'))], ['honorer tanpa nama.xlsx', roster(seed + 2, 8).file], ['acara.csv', Buffer.from('hari,acara\nSenin,rapat\n')]]
  await v.go('/unggahan/baru')
  await page.setInputFiles('#f-berkas', files.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer })))
  await page.click('main form button[type=submit]')
  await page.waitForURL(/\/unggahan\/\d+/)
  const settled = async () => { for (let i = 0; i < 60 && await page.locator('nav.tabs').count() === 0; i++) { await page.waitForTimeout(500); if (!js) await page.reload() } }
  await settled()
  const seen = await text(page)
  check(`${how}: one is known, two need a person`, /3 berkas/.test(seen) && /2 perlu dilihat orang/.test(seen) && /1 siap diterapkan/.test(seen), seen)
  check(`${how}: the question says what is missing`, /Instansinya tidak tertulis/.test(seen) && /Isinya tidak dikenali/.test(seen), seen)
  await page.locator('tr', { hasText: 'acara.csv' }).locator('summary').click()
  await page.locator('tr', { hasText: 'acara.csv' }).locator('button[value=abaikan]').click()
  await page.waitForLoadState()
  await settled()
  await page.locator('tr', { hasText: 'honorer tanpa nama' }).locator('summary').click()
  await page.locator('tr', { hasText: 'honorer tanpa nama' }).locator('[name=instansi]').fill(other)
  await page.locator('tr', { hasText: 'honorer tanpa nama' }).locator('button[value=baca]').click()
  await page.waitForLoadState()
  await settled()
  check(`${how}: an answered file is read`, !/perlu dilihat orang/.test(await text(page, 'main .lead')), await text(page))
  await page.locator('button[name=cara]').first().click()
  await page.waitForLoadState()
  await settled()
  check(`${how}: the clean file is applied`, /[12] sudah diterapkan|Semua/.test(await text(page)), await text(page))
  check(`${how}: nothing complained`, page.complaints.length === 0, page.complaints.join('; '))
  await v.close()
}

export async function branch (browser, base) {
  const v = await visitor(browser, base, 'bpjs')
  const { page } = v
  const rows = ['nik,kpj,nama,tanggal_lahir,segmen,program,status,bulan_terakhir,npp,upah']
  roster(7, 8).list.forEach((p, i) => { if (p.nik.length === 16 && /^\d+$/.test(p.nik)) rows.push(`${p.nik},,${p.name},${p.birth},PU,"JKK,JKM",aktif,2026-10,9900000${i % 2},2500000`) })
  const { id } = await handIn(v, 'participants', 'peserta.csv', Buffer.from(rows.join('\n')), { per_tanggal: '2026-10-31' })
  await v.go(`/impor/${id}/terapkan`)
  const confirm = page.locator('button[name=aksi][value=terapkan]')
  check('bpjs: the list can be applied after it was checked', await confirm.count() === 1, await text(page))
  await confirm.click()
  await page.waitForURL(/\/bukti/)
  check('bpjs: a receipt for the list', /P-\d{6}/.test(await text(page)), await text(page))
  await v.go('/antrean')
  check('bpjs: the units\' queue is not theirs', /tidak berwenang/.test(await text(page)), await text(page))
  await v.close()
}

export async function province (browser, base) {
  const v = await visitor(browser, base, 'provinsi')
  const { page } = v
  await v.go('/papan?menurut=region')
  check('provinsi: the table of regencies', /Sukoharjo/.test(await text(page)), await text(page))
  await v.go('/pekerja')
  check('provinsi: totals, no people', /tidak berwenang/.test(await text(page)), await text(page))
  await v.close()
}

export async function administrator (browser, base) {
  const v = await visitor(browser, base, 'admin')
  const { page } = v
  check('admin: the first page is the users', path(page) === '/pengguna', path(page))
  await v.go('/pengguna/baru')
  await page.fill('[name=nama_lengkap]', 'Uji Coba, S.E.')
  await page.fill('[name=nama]', 'uji.coba')
  await page.selectOption('[name=peran]', 'bendahara')
  await page.click('main form button[type=submit]')
  await page.waitForSelector('[data-error-summary], .secret')
  check('admin: a treasurer without a unit is refused with a reason', /kode instansi/i.test(await text(page)) && await page.locator('.secret').count() === 0, await text(page))
  await page.fill('[name=instansi]', '3311-D04')
  await page.click('main form button[type=submit]')
  await page.waitForSelector('.secret')
  const secret = (await page.textContent('.secret')).trim()
  const account = page.url()
  check('admin: the temporary password is shown', secret.length > 20, secret.length)
  await v.go('/pengguna')
  await page.locator('a', { hasText: 'Uji Coba' }).click()
  await page.waitForSelector('h1:has-text("Uji Coba")')
  check('admin: and never again', !(await page.content()).includes(secret), account)
  const other = await browser.newContext()
  const fresh = await other.newPage()
  await fresh.goto(base + '/masuk')
  await fresh.fill('[name=nama]', 'uji.coba')
  await fresh.fill('[name=sandi]', secret)
  await fresh.click('main form button[type=submit]')
  await fresh.waitForURL(u => u.pathname === '/akun')
  check('a temporary password opens the page where it is changed', /kata sandi sementara/.test(await fresh.textContent('main')))
  await fresh.goto(base + '/pekerja')
  check('and nothing else', new URL(fresh.url()).pathname === '/akun', fresh.url())
  await fresh.fill('[name=lama]', secret)
  await fresh.fill('[name=baru]', 'payung biru di teras 77')
  await fresh.fill('[name=ulang]', 'payung biru di teras 77')
  await fresh.locator('form[action="/akun/sandi"] button').click()
  await fresh.waitForURL(u => u.pathname === '/')
  check('the new treasurer sees the own unit', /Satuan Polisi Pamong Praja/.test(await fresh.textContent('body')))
  await page.locator('button', { hasText: 'Kunci pengguna' }).click()
  await page.waitForSelector('button:has-text("Buka kunci pengguna")')
  await fresh.goto(base + '/')
  check('a locked user is out at once', new URL(fresh.url()).pathname === '/masuk', fresh.url())
  await other.close()
  for (const forbidden of ['/pekerja', '/papan', '/antrean', '/padan']) {
    await v.go(forbidden)
    check(`admin: ${forbidden} shows no workers`, /tidak berwenang/.test(await text(page)), await text(page))
  }
  await v.close()
}

