// What pages gain from JavaScript beyond htmx. Nothing here is needed for a page to work.
import { swaps } from './swap.js'
import { drop } from './drop.js'
import { keys } from './keys.js'
import { lists } from './lists.js'

function start () {
  drop()
  lists()
  openTarget()
  // Rows of months begin at their newest end.
  for (const e of document.querySelectorAll('[data-end]')) e.scrollLeft = e.scrollWidth
}

// openTarget opens the <details> that the address points at.
function openTarget () {
  const at = location.hash && document.getElementById(location.hash.slice(1))
  if (at && at.tagName === 'DETAILS') at.open = true
}

// The server says "selesai" with the address to go on to when a job has ended.
document.addEventListener('selesai', e => { if (e.detail?.data) location.assign(e.detail.data) })
swaps(start)
window.addEventListener('hashchange', openTarget)
document.addEventListener('click', e => {
  const b = e.target.closest('[data-copy],[data-print]')
  if (!b) return
  if (b.hasAttribute('data-print')) return window.print()
  e.preventDefault()
  copy(new URL(b.getAttribute('data-copy'), location.href).href).then(() => {
    if (b.dataset.was) return
    b.dataset.was = b.textContent
    b.setAttribute('aria-live', 'polite')
    b.textContent = b.getAttribute('data-copied')
    setTimeout(() => { b.textContent = b.dataset.was; delete b.dataset.was }, 2000)
  })
})

// copy puts a text on the clipboard; pages without TLS, as on an office network, have only the old way.
async function copy (text) {
  try {
    return await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.readOnly = true
    area.style.cssText = 'position:fixed;top:0;opacity:0'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    if (!done) window.prompt('', text)
  }
}
document.documentElement.classList.add('js')
keys()
start()
document.querySelector('[data-error-summary]')?.focus()
