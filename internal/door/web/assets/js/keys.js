// Keyboard for clerks: "/" goes to the search box.
export function keys () {
  document.addEventListener('keydown', e => {
    const typing = e.target.closest('input:not([type=checkbox],[type=radio],[type=file]),textarea,select')
    if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      const box = document.querySelector('input[type=search]')
      if (box) { e.preventDefault(); box.focus() }
    }
  })
}
