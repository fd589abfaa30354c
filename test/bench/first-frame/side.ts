/** One of two that do the same work after a click, and are compared. */
export type Side = {
  /** Clicks, and gives the ms from the click to the first decoded frame, by the page's own clock. */
  claim(): Promise<number>
  /** Back to before the click. */
  release(): Promise<void>
  close(): Promise<void>
}
