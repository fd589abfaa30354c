import { asking } from '#protocol/ask.ts'

/** Asks the server from which this page came. The session's cookie goes along by itself. */
export const ask = asking((path, init) => fetch(path, init))
