/** Follows what of a report has been on the screen. */
export type Reading = { stop: () => void }

/** The smallest parts of which a paper is made: cells of the form, lines of the record. What is folded is for programs to compare. */
const PARTS = 'td, dd, li, .numbers'
const SIDES = ['left', 'right'] as const

/**
 * Tells, whenever it changes, how many parts of a paper have not been on the screen yet. `pane` is what scrolls; a part counts
 * when its end has come into view, so that one taller than the pane counts, too; in a pane narrower than the paper, its left end and
 * its right one, one after the other. How it got there, by wheel, key or button, is all the same; what was jumped over has not been seen.
 */
export const follow = (pane: Element, paper: ParentNode, tell: (unread: number) => void): Reading => {
  const unread = new Map([...paper.querySelectorAll(PARTS)].flatMap((part) => (part.closest('details') ? [] : [[part, new Set(SIDES)]])))
  const look = () => {
    const { top, bottom, left, right } = pane.getBoundingClientRect()
    if (bottom <= top) return
    for (const [part, sides] of unread) {
      const box = part.getBoundingClientRect()
      if (box.bottom <= top || box.bottom > bottom + 1) continue
      for (const side of sides) if (box[side] >= left - 1 && box[side] <= right + 1) sides.delete(side)
      if (sides.size === 0) unread.delete(part)
    }
    tell(unread.size)
  }
  pane.addEventListener('scroll', look, { passive: true })
  // The pane has another size, or the paper came into it.
  const sizes = new ResizeObserver(look)
  sizes.observe(pane)
  for (const child of pane.children) sizes.observe(child)
  return {
    stop() {
      pane.removeEventListener('scroll', look)
      sizes.disconnect()
    },
  }
}
