import { type Link, openLink } from './link.ts'
import type { Ticket } from './media.ts'
import { mediaMessages, mediaPushes } from './messages.ts'
import type { Refusal } from './refusal.ts'

/** A line for signalling alone. */
export type MediaLine = Link<typeof mediaMessages, typeof mediaPushes>

/**
 * Opens a line for the signalling of one check at `server` (empty: where the page came from) by a ticket, and again by a new one whenever it
 * has dropped. `ticket` is asked before each handshake; where none is given the line is `refused` with that reason, and it is asked again.
 */
export const openMediaLine = (server: string, ticket: () => Promise<Ticket | Refusal>): MediaLine =>
  openLink(server, { messages: mediaMessages, pushes: mediaPushes, path: '/media/socket', credentials: ticket })
