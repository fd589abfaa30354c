/** How long a ticket is good to open a line, ms. */
const TICKET_MS = 60_000
/** 192 bits. */
const TICKET_BYTES = 24

/** Who sits, or wants to: a doctor, who has the check, is the second one at it, or watches it, by the session that they are signed in by; or a booth. */
type Caller = { side: 'doctor' | 'senior' | 'watcher'; id: string; session: string } | { side: 'booth'; id: string }
/** Whose seat in which check's room a ticket is for. */
export type Seated = Caller & { check: string }

/** Tickets by which somebody whom a line knows opens another one, for the signalling of one check. */
export type Tickets = {
  /** A ticket for whoever asks on this line. A line has one: whoever asks again gives the one before back. */
  issue(line: string, seated: Seated): Promise<string>
  /** What it is for; null: nothing, or nothing any more. From now on it's used. */
  use(ticket: string): Promise<Seated | null>
  /** That line has ended, and with it the ticket that was asked for on it. */
  end(line: string): Promise<void>
}

/** Tickets that one server remembers, one for each line at most. */
export const openTickets = ({ random, steady }: { random: (bytes: number) => Uint8Array; steady: () => Date }): Tickets => {
  const issued = new Map<string, { line: string; seated: Seated; end: number }>()
  const ofLine = new Map<string, string>()
  const take = (ticket: string) => {
    const one = issued.get(ticket)
    issued.delete(ticket)
    if (one) ofLine.delete(one.line)
    return one
  }
  return {
    async issue(line, seated) {
      const now = steady().getTime()
      // In the order in which they run out.
      for (const [ticket, { end }] of issued) {
        if (end > now) break
        take(ticket)
      }
      take(ofLine.get(line) ?? '')
      const ticket = Buffer.from(random(TICKET_BYTES)).toString('base64url')
      issued.set(ticket, { line, seated, end: now + TICKET_MS })
      ofLine.set(line, ticket)
      return ticket
    },
    async use(ticket) {
      const one = take(ticket)
      return one && one.end > steady().getTime() ? one.seated : null
    },
    async end(line) {
      take(ofLine.get(line) ?? '')
    },
  }
}
