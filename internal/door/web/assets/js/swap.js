// What htmx leaves to the page: files are not pages, an answer without the wanted part is shown whole, focus and scroll go to
// the new page, and a lost line says so.
export function swaps (start) {
  // A link or form may lead to a file: then the browser fetches it in its own way.
  document.addEventListener('htmx:before:response', e => {
    const { ctx } = e.detail
    const type = ctx.response.headers.get('content-type') || ''
    if (type.startsWith('text/html') || type.startsWith('text/event-stream')) return
    e.preventDefault()
    if (ctx.request.method === 'GET') location.assign(ctx.request.action)
  })
  // A refusal or the sign-in page does not hold the part that was asked for.
  document.addEventListener('htmx:after:request', e => {
    const { ctx } = e.detail
    if (!ctx.select?.startsWith('#') || ctx.text.includes(`id="${ctx.select.slice(1)}"`)) return
    ctx.select = null
    ctx.target = document.body
    ctx.swap = 'innerHTML'
    ctx.push = 'true'
  })
  document.addEventListener('htmx:after:swap', e => {
    const { ctx } = e.detail
    start()
    const summary = document.querySelector('[data-error-summary]')
    if (summary) return summary.focus()
    if (ctx?.target !== document.body) return
    if (!ctx.request?.anchor) scrollTo(0, 0)
    document.getElementById('isi')?.focus({ preventScroll: true })
  })
  document.addEventListener('htmx:error', e => {
    if (e.detail.error?.name === 'AbortError' || document.getElementById('putus')) return
    const note = document.createElement('p')
    note.id = 'putus'
    note.className = 'notice bad'
    note.setAttribute('role', 'alert')
    note.textContent = document.body.dataset.offline
    document.getElementById('isi').prepend(note)
    note.scrollIntoView({ block: 'center' })
  })
}
