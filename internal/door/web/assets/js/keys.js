// Keyboard for clerks: "/" goes to the search box, Enter in a column of inputs goes to the row below.
export function keys () {
  document.addEventListener('keydown', e => {
    const typing = e.target.closest('input,textarea,select,[contenteditable]')
    if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      const box = document.querySelector('input[type=search]')
      if (box) { e.preventDefault(); box.focus() }
    }
  })
}
