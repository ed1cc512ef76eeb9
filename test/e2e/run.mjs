// The browser tests: every reader's journey, with JavaScript and without, and every page looked at on a desk and on a phone.
//
//   PAYUNG_BIN=bin/payung node test/e2e/run.mjs [--only journeys|pages] [--all]
//
// --all looks at every place of everybody's navigation, not only where the pages differ.
//
// Starts a server of its own on data of its own (PAYUNG_URL uses one that runs). Pictures go to test/e2e/out. The last line
// says how many checks passed and failed; the exit status is 1 where one failed.
import * as journey from './journeys.mjs'
import * as law from './law.mjs'
import { pages } from './pages.mjs'
import { open } from './lib/browser.mjs'
import { check, end, part } from './lib/report.mjs'
import { start } from './lib/server.mjs'

const at = process.argv.indexOf('--only')
const only = at < 0 ? '' : process.argv[at + 1]
const began = Date.now()
const server = await start()
console.log(`server ready at ${server.base} after ${((Date.now() - began) / 1000).toFixed(0)} s`)
const browser = await open()
try {
  const { base } = server
  if (only !== 'journeys') await pages(browser, base, process.argv.includes('--all')) // first: the sample's newest month is full then
  if (only !== 'journeys') await part('pages of the law', () => law.pictures(browser, base))
  if (only !== 'pages') {
    let first
    await part('treasurer with JavaScript', async () => { first = await journey.treasurer(browser, base, 'bendahara', true) })
    await part('personnel without JavaScript', async () => { await journey.treasurer(browser, base, 'kepegawaian', false) })
    if (first) await part('undo', () => journey.undo(browser, base, 'bendahara', first.id, first.month))
    await part('village', () => journey.village(browser, base))
    await part('treasury', () => journey.treasury(browser, base))
    await part('secretary', () => journey.secretary(browser, base))
    await part('manpower', () => journey.manpower(browser, base))
    await part('many files with JavaScript', () => journey.together(browser, base, true))
    await part('many files without JavaScript', () => journey.together(browser, base, false))
    await part('branch', () => journey.branch(browser, base))
    await part('province', () => journey.province(browser, base))
    await part('administrator', () => journey.administrator(browser, base))
    await part('calculator with JavaScript', () => law.calculator(browser, base, true))
    await part('calculator without JavaScript', () => law.calculator(browser, base, false))
    await part('rules', () => law.rules(browser, base))
  }
} finally {
  await browser.close()
  await server.stop()
}
const faults = (server.log?.() ?? '').split('\n').filter(l => /"level":"(ERROR|WARN)"/.test(l))
if (faults.length) console.log('the server complained:\n' + faults.slice(0, 10).map(l => '  ' + l.slice(0, 400)).join('\n'))
check('the server has no fault in its log', faults.length === 0, faults.length)
process.exit(end() ? 0 : 1)
