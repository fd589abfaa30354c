/** How far a finger may roll, CSS pixels: about the width of a fingertip's mark on the screen. */
const ROLL_PX = 44

type Start = { key: HTMLButtonElement; x: number; y: number }

const keyIn = (path: readonly EventTarget[]): HTMLButtonElement | null =>
  path.find((one): one is HTMLButtonElement => one instanceof HTMLButtonElement) ?? null

/** The key at a place of the page, whichever shadow it stands in. */
const keyAt = (x: number, y: number): HTMLButtonElement | null => {
  let root: DocumentOrShadowRoot = document
  for (;;) {
    const found: Element | null = root.elementFromPoint(x, y)
    if (!found) return null
    const key = found.closest('button')
    if (key) return key
    if (!found.shadowRoot || found.shadowRoot === root) return null
    root = found.shadowRoot
  }
}

/** Rolled no farther than a fingertip; or farther, and still on the key or so near to it that no other key is meant. */
const isPress = ({ key, x, y }: Start, end: { clientX: number; clientY: number }): boolean => {
  if (!key.isConnected || key.disabled) return false
  if (Math.hypot(end.clientX - x, end.clientY - y) <= ROLL_PX) return true
  const { left, right, top, bottom } = key.getBoundingClientRect()
  const isNear =
    end.clientX >= left - ROLL_PX && end.clientX <= right + ROLL_PX && end.clientY >= top - ROLL_PX && end.clientY <= bottom + ROLL_PX
  const other = keyAt(end.clientX, end.clientY)
  return isNear && (other === null || other === key)
}

/**
 * Every key of a page that is touched by fingers or pens goes through here: a press counts when the finger ends on the key where it
 * began, however it rolled or how long it stayed. A browser would take a few pixels for a swipe, a second for a wish for a menu, and
 * say nothing. Mouse, keyboard and screen reader press as ever. Returns how to stop. (That a key takes nothing in the first 300 ms
 * stands in the tokens' `arrive`.)
 */
export const hearPresses = (page: Window = window): (() => void) => {
  const ended = new AbortController()
  const options = { capture: true, signal: ended.signal }
  const down = new Map<number, Start>()

  page.addEventListener(
    'pointerdown',
    (event) => {
      const key = event.pointerType === 'mouse' ? null : keyIn(event.composedPath())
      if (key) down.set(event.pointerId, { key, x: event.clientX, y: event.clientY })
    },
    options,
  )
  page.addEventListener('pointercancel', ({ pointerId }) => down.delete(pointerId), options)
  page.addEventListener(
    'pointerup',
    (event) => {
      const start = down.get(event.pointerId)
      down.delete(event.pointerId)
      if (start && isPress(start, event)) start.key.click()
    },
    options,
  )
  page.addEventListener(
    'click',
    (event) => {
      // The browser's own click for a finger that didn't roll: it was taken when the finger was lifted.
      const byFinger = event.isTrusted && event instanceof PointerEvent && ['touch', 'pen'].includes(event.pointerType)
      if (!byFinger || !keyIn(event.composedPath())) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    options,
  )
  page.addEventListener(
    'contextmenu',
    (event) => {
      if (keyIn(event.composedPath()) && event instanceof PointerEvent && event.pointerType !== 'mouse') event.preventDefault()
    },
    options,
  )
  return () => ended.abort()
}
