/**
 * How long the page waits before it goes on by itself, s: at the hub, before the next station, and before a still is used. Each station begins with
 * something that waits for the driver anyway: the eye to cover, the place to stand on, a plate to read.
 */
export const PAUSES = { hub: 2, photo: 5 } as const
