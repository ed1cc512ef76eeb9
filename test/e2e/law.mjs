// The calculator and the pages of the law, as a treasurer on a phone meets them: without an account, with JavaScript and
// without; then the rules, and a rule that is tried on the sample's workers.
import { look, visitor, weigh } from './lib/browser.mjs'
import { check } from './lib/report.mjs'

const phone = { width: 390, height: 844 }
const big = page => page.locator('.calc-big strong').first().innerText()

// calculator fills the form in like somebody who sees it for the first time.
export async function calculator (browser, base, js) {
  const v = await visitor(browser, base, null, { ...phone, js })
  const p = v.page
  await v.go('/hitung')
  check('an example is filled in', (await big(p)).includes('8.100') && await p.locator('text=contoh').first().isVisible(), await big(p))
  await p.fill('[name=upah]', 'Rp 2,5 juta')
  await p.fill('[name=bulan]', '2026-09')
  await Promise.all([p.waitForURL(/upah=/), p.click('.calc-form button[type=submit]')])
  check('the wage is worked out', (await big(p)).includes('13.500'), await big(p))
  check('the result stands above the form on a phone', await p.evaluate(() => document.querySelector('.calc-top').getBoundingClientRect().top < document.querySelector('.calc-form').getBoundingClientRect().top))
  await p.locator('.why summary').first().click()
  check('a line says why, with its article', /0,24%.*PP 44\/2015/s.test(await p.locator('.why').first().innerText()), await p.locator('.why').first().innerText())
  const link = await p.locator('[data-copy]').getAttribute('href')
  await v.go(link)
  check('the link opens the same result', (await big(p)).includes('13.500') && !link.includes('nik'), link)
  await Promise.all([p.waitForURL(/swasta/), p.click('.calc-form >> text=Swasta, BUMD, vendor')])
  check('a private employer is asked for its class', await p.locator('[name=kelas]').isVisible())
  await p.fill('[name=usaha]', 'tambang batu bara')
  await Promise.all([p.waitForURL(/usaha=tambang/), p.click('.calc-form button[type=submit]')])
  check('the class is found from the business', (await p.locator('.calc-top').innerText()).includes('Kelas risiko 5'), await p.locator('.calc-top').innerText())
  await p.fill('[name=upah]', 'dua karung beras')
  await Promise.all([p.waitForResponse(r => r.status() === 422), p.click('.calc-form button[type=submit]')])
  await p.locator('.errors').waitFor()
  check('what cannot be read is said at the field', await p.locator('.field.bad [name=upah]').count() === 1)
  await v.go('/hitung?jenis=pu')
  for (const [tab, want] of [['Pekerja mandiri', 'Rp'], ['Proyek konstruksi', 'Rp'], ['Pekerja migran', 'Rp'], ['Manfaat', 'Rp'], ['Jatuh tempo dan denda', 'Rp']]) {
    await Promise.all([p.waitForURL(/[?&]jenis=/), p.click(`nav.picks >> text="${tab}"`)])
    await p.locator(`nav.picks [aria-current] >> text="${tab}"`).waitFor()
    check(`${tab} shows an example`, (await big(p)).includes(want), await big(p))
  }
  await v.go('/hitung?jenis=pu&upah=1500000&bulan=2030-01')
  check('a month that nobody has checked is warned of', await p.locator('.calc-doubt').count() > 0)
  check('no complaints', p.complaints.length === 0, p.complaints.join('; '))
  await v.close()
}

// rules looks a ceiling up and tries a dearer rule on the own workers.
export async function rules (browser, base) {
  const v = await visitor(browser, base, 'bkad')
  const p = v.page
  await v.go('/aturan')
  await p.fill('[name=q]', 'batas atas upah')
  await Promise.all([p.waitForURL(/q=/), p.click('form.search button')])
  await Promise.all([p.waitForURL(/jp\.wage_ceiling/), p.click('a[href="/aturan/jp.wage_ceiling"] >> nth=0')])
  check('a rule shows its history', await p.locator('tbody tr').count() >= 12 && await p.locator('.steps-chart').count() === 2)
  await v.go('/uji-aturan')
  await Promise.all([p.waitForLoadState('load'), p.click('main button.primary')])
  await p.locator('#per-instansi').waitFor()
  check('a dearer rule costs more', (await big(p)).startsWith('+Rp'), await big(p))
  await p.fill('[name=paket]', 'subject: x\nedition: kemarin\n')
  await p.click('main button.primary')
  await p.locator('#salah').waitFor()
  check('a faulty pack is said with its line', await p.locator('#salah ~ .scroll tbody tr').count() > 0)
  await v.go('/pekerja')
  await v.go(await p.locator('a[href^="/orang/"]').first().getAttribute('href'))
  check('an amount of a person says why', await p.locator('.proof .why').count() > 0)
  await v.close()
}

// pictures looks at the public pages at both widths.
export async function pictures (browser, base) {
  const list = [['hitung', '/hitung'], ['hitung-swasta', '/hitung?jenis=pu&pemberi=swasta'], ['hitung-mandiri', '/hitung?jenis=bpu'], ['hitung-proyek', '/hitung?jenis=jakon'],
    ['hitung-migran', '/hitung?jenis=pmi'], ['hitung-manfaat', '/hitung?jenis=manfaat&peristiwa=accident_death'], ['hitung-denda', '/hitung?jenis=denda'], ['aturan', '/aturan'], ['aturan-satu', '/aturan/jp.wage_ceiling'],
    ['aturan-tabel', '/aturan/tabel/bpu.bracket'], ['keringanan', '/aturan/keringanan'], ['hari-libur', '/aturan/hari-libur'], ['upah-minimum', '/aturan/upah-minimum?provinsi=33']]
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const v = await visitor(browser, base, null, { width, height, look: true })
    for (const [name, path] of list) {
      const answer = await v.go(path)
      if (check(`${name} answers`, answer.status() === 200, answer.status())) await look(v.page, name, width)
      if (width === 1440 && ['hitung', 'aturan'].includes(name)) await weigh(browser, base, v.context, path, name)
    }
    await v.close()
  }
  const desk = await visitor(browser, base, 'bkad', { look: true })
  await desk.go('/uji-aturan')
  await look(desk.page, 'uji-aturan', 1440)
  await desk.close()
}
