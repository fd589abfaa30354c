/** It is done, and there's nothing to say of it. */
export type Done = { done: true }
export const DONE: Done = { done: true }
