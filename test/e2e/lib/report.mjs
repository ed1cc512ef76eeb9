// Counts what held and what did not.
let passed = 0
const failures = []

export function check (what, ok, seen = '') {
  if (ok) { passed++; return true }
  const line = `${what}${seen === '' ? '' : ': ' + String(seen).slice(0, 300)}`
  failures.push(line)
  console.log('GAGAL ' + line)
  return false
}

// part runs one journey; what it throws is one failure and ends only this journey.
export async function part (name, fn) {
  const before = passed; const failed = failures.length; const began = Date.now()
  try { await fn() } catch (e) { check(name + ' ends', false, e.stack?.split('\n').slice(0, 4).join(' | ') ?? e) }
  console.log(`${failures.length === failed ? 'baik ' : 'GAGAL'} ${name} (${passed - before} checks, ${((Date.now() - began) / 1000).toFixed(1)} s)`)
}

export function end () {
  if (failures.length) console.log('\nFailed:\n' + failures.map(f => '  ' + f).join('\n'))
  console.log(`${passed} passed, ${failures.length} failed`)
  return failures.length === 0 && passed > 0
}
