import { vi } from 'vitest'

// A wait in a test is for an event. Its time-out only ends a test that would hang for ever, so it is long enough for a machine that
// runs eight other programs; what a second or five would tell is how busy the machine is.

const PATIENCE_MS = 30_000
const { waitFor } = vi
const patient: typeof waitFor = (look, options) =>
  waitFor(look, { timeout: PATIENCE_MS, ...(typeof options === 'number' ? { timeout: options } : options) })

// Files that share a process share this.
if (waitFor.name !== patient.name) vi.waitFor = patient
