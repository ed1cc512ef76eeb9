// Ticking many rows: the box in the head ticks all on the page, and the count says how many.
export function lists () {
  for (const form of document.querySelectorAll('[data-bulk]:not([data-ready])')) {
    form.setAttribute('data-ready', '')
    const id = form.id
    const boxes = [...document.querySelectorAll(`input[type=checkbox][form="${id}"],#${id} tbody input[type=checkbox]`)].filter(b => !b.hasAttribute('data-all'))
    const all = document.querySelector(`[data-all="${id}"]`)
    const out = document.querySelector(`[data-count="${id}"]`)
    const say = () => {
      const n = boxes.filter(b => b.checked).length
      if (out) out.textContent = n ? out.getAttribute('data-say').replace('0', n) : out.getAttribute('data-none')
      if (all) { all.checked = n === boxes.length && n > 0; all.indeterminate = n > 0 && n < boxes.length }
    }
    if (all) {
      all.hidden = false
      all.addEventListener('change', () => { for (const b of boxes) b.checked = all.checked; say() })
    }
    for (const b of boxes) b.addEventListener('change', say)
    say()
  }
}
