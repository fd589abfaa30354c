/** The booth's clocks and chance, passed in: a test makes its own. */
export type Clockwork = {
  /** Monotonic, ms; the same for all lines of the bench. */
  clock: () => number
  /** The wall's, which may be set at any moment. */
  wall: () => Date
  ids: () => string
  /** Factor on all waiting. */
  pace: number
}
