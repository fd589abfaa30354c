import { type Key, scannedIn, withoutPause } from './scan.ts'

/** Keys that are held while another is pressed: they type nothing by themselves. */
const HELD = ['ShiftLeft', 'ShiftRight', 'CapsLock']

/** The element that has the focus, in whatever shadow it stands. */
export const focused = (): Element | null => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
/** Is it something in which somebody writes or chooses by keys? */
export const isField = (at: Element | null): at is Field =>
  at instanceof HTMLTextAreaElement ||
  at instanceof HTMLSelectElement ||
  (at instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(at.type))

/** A field as it was before a key. */
type Before = { field: Field; value: string } | null
const standing = (): Before => {
  const at = focused()
  return isField(at) ? { field: at, value: at.value } : null
}
/** As if nothing had been typed into it. An input method may still hold the keys: it lets go when the field loses the focus. */
const restore = (before: Before): void => {
  if (!before) return
  const { field, value } = before
  field.blur()
  field.value = value
  field.focus()
  requestAnimationFrame(() => (field.value = value))
}

/**
 * Hears what a scanner reads, wherever the focus is: the keys go their way until Enter tells that it was one, and then the field is as it was
 * before them. Gives what stops it.
 */
export const hearScanner = (read: (text: string) => void): (() => void) => {
  let keys: (Key & { before: Before })[] = []
  const down = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) keys = []
    if (event.ctrlKey || event.altKey || event.metaKey || HELD.includes(event.code)) return
    if (event.code !== 'Enter' && event.code !== 'NumpadEnter') {
      keys = withoutPause([...keys, { code: event.code, shift: event.shiftKey, at: event.timeStamp, before: standing() }])
      return
    }
    const [typed, scanned] = [keys, scannedIn(keys, isField(focused()))]
    keys = []
    if (scanned === null) return
    event.preventDefault()
    event.stopImmediatePropagation()
    restore(typed[scanned.from]?.before ?? null)
    read(scanned.text)
  }
  window.addEventListener('keydown', down, { capture: true })
  return () => window.removeEventListener('keydown', down, { capture: true })
}
