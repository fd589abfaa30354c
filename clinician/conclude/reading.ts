/** Follows what of a report has been on the screen. */
export type Reading = { stop: () => void }

/** The smallest parts of which a paper is made: rows of the form, lines of the record. */
const PARTS = 'tr, dd, li, .numbers'

/**
 * Tells, whenever it changes, how many parts of a paper have not been on the screen yet. `pane` is what scrolls; a part counts
 * when its end has come into view, so that one taller than the pane counts, too. How it got there, by wheel, key or button, is
 * all the same; what was jumped over has not been seen.
 */
export const follow = (pane: Element, paper: ParentNode, tell: (unread: number) => void): Reading => {
  const unread = new Set(paper.querySelectorAll(PARTS))
  const look = () => {
    const { top, bottom } = pane.getBoundingClientRect()
    if (bottom <= top) return
    for (const part of unread) {
      const end = part.getBoundingClientRect().bottom
      if (end > top && end <= bottom + 1) unread.delete(part)
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
