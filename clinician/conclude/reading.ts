/** Follows what of a report has been on the screen. */
export type Reading = { stop: () => void }

/** The smallest parts of which a paper is made: rows of the form, lines of the record. */
const PARTS = 'tr, dd, li, .numbers'

/** Twenty looks at each part on its way across the pane. */
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20)

/**
 * Tells, whenever it changes, how many parts of a paper have not been on the screen yet. `pane` is what scrolls; a part counts
 * when its end has come into view, so that one taller than the pane counts, too. How it got there, by wheel, key or button, is
 * all the same.
 */
export const follow = (pane: Element, paper: ParentNode, tell: (unread: number) => void): Reading => {
  const unread = new Set(paper.querySelectorAll(PARTS))
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
        if (!isIntersecting || !rootBounds || boundingClientRect.bottom > rootBounds.bottom + 1) continue
        unread.delete(target)
        observer.unobserve(target)
      }
      tell(unread.size)
    },
    { root: pane, threshold: STEPS },
  )
  for (const part of unread) observer.observe(part)
  return { stop: () => observer.disconnect() }
}
