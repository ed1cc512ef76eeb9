// The drop zone: a file dragged onto it goes into its real file input; rows pasted from Excel go into its text field.
export function drop () {
  for (const zone of document.querySelectorAll('[data-drop]:not([data-ready])')) {
    zone.setAttribute('data-ready', '')
    const file = zone.querySelector('input[type=file]')
    const text = zone.querySelector('textarea')
    const name = zone.querySelector('[data-file-name]')
    const show = s => { if (name) name.textContent = s }
    const many = name?.getAttribute('data-many')
    file?.addEventListener('change', () => show(many && file.files.length > 1 ? file.files.length + ' ' + many : file.files[0] ? file.files[0].name : ''))
    for (const kind of ['dragenter', 'dragover']) zone.addEventListener(kind, e => { e.preventDefault(); zone.classList.add('over') })
    for (const kind of ['dragleave', 'drop']) zone.addEventListener(kind, () => zone.classList.remove('over'))
    zone.addEventListener('drop', e => {
      e.preventDefault()
      if (!file || !e.dataTransfer?.files.length) return
      file.files = e.dataTransfer.files
      file.dispatchEvent(new Event('change'))
    })
    document.addEventListener('paste', e => {
      if (!text || !zone.isConnected || e.target.matches('input,textarea')) return
      take(e, text)
    })
    text?.addEventListener('paste', e => take(e, text))
  }
}

// take prefers the HTML that Excel puts on the clipboard: its cells keep leading zeros that plain text may have lost.
function take (e, text) {
  const html = e.clipboardData?.getData('text/html')
  let rows = ''
  if (html && /<t[dh]/i.test(html)) {
    const doc = new DOMParser().parseFromString(html, 'text/html')
    rows = [...doc.querySelectorAll('tr')].map(tr => [...tr.cells].map(c => c.textContent.trim().replace(/\s+/g, ' ')).join('\t')).join('\n')
  } else {
    rows = e.clipboardData?.getData('text/plain') || ''
    if (!rows.includes('\t') && e.target !== text) return
  }
  e.preventDefault()
  text.value = rows
  const box = text.closest('details')
  if (box) box.open = true
  text.scrollIntoView({ block: 'center' })
  text.focus()
}
