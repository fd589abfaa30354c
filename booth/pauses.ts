/** How long the page waits before it goes on by itself, s: at the hub, before the next station, and before a still is used. */
export const PAUSES = { hub: 3, photo: 5 } as const
