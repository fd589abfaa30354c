import type { Static } from 'typebox'
import type { AttentionView, CheckView, Live, QueueEntry, QueueMoved, QueueView } from '#protocol/check.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import type { HelpCall } from '#protocol/help.ts'
import type { Link, LinkState } from '#protocol/link.ts'
import type { staffMessages, staffPushes } from '#protocol/messages.ts'
import type { OfferView } from '#protocol/offer.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Me } from '#protocol/rest.ts'

export type StaffLink = Link<typeof staffMessages, typeof staffPushes>

/** What the doctor has to be told once: a no, or that the world moved while they acted. */
export type Notice =
  | { told: 'refused'; refusal: Refusal }
  | { told: 'stale' }
  | { told: 'lease-lost' }
  | { told: 'lease-taken'; doctor: string }
  | { told: 'released' }
  | { told: 'kept' }
  /** The colleague to whom the driver was offered hasn't taken them. */
  | { told: 'not-taken'; doctor: string }
  | { told: 'abandoned' }
  /** Nobody sits in the booth: the check waits under its card. */
  | { told: 'parked' }
  | { told: 'voided' }
  /** Nothing moves that could be kept as evidence. */
  | { told: 'no-picture' }
  /** The doctor whom one had joined has finished the check, or has lost it. */
  | { told: 'first-left' }
  /** The browser's part of signing did not finish: the error's name. */
  | { told: 'sign-failed'; why: string }

/** How the drawn-up report may be signed, as the server says. */
type Signing = Static<(typeof staffMessages)['check:signing']['answer']>

/** The doctor's desk in one value. Everything on the screen is a function of it. */
export type Desk = {
  me: Me
  link: { state: LinkState; refusal: Refusal | null }
  queue: QueueView | null
  /** The server is about to be updated and takes no new driver. */
  closed: boolean
  /** Who calls from a booth, and is this doctor's to answer. */
  help: readonly HelpCall[]
  /** Drivers who are passed on, to this doctor or by them. */
  offers: OfferView | null
  /** Reports that wait for a doctor. */
  attention: AttentionView | null
  /** The check that lies on the desk: claimed, or just signed. */
  check: CheckView | null
  /** That check is another doctor's, whom this one has joined as a senior doctor. */
  joined: boolean
  /** Hard cases that wait for a senior doctor; empty to others. */
  ledger: readonly LedgerEntry[]
  live: Live | null
  /** Digest that this console computed over the draft it shows. */
  shown: { number: string; digest: string } | null
  signing: Signing | null
  /** What lies below whatever is on the desk: the queue, several booths at once, or one's own signature. */
  page: 'work' | 'tiles' | 'signature'
  /** The drawn-up report is being read; else the examination is on the screen although a draft exists. */
  reading: boolean
  busy: boolean
  notice: Notice | null
  /** Said by a screen reader, not shown: somebody arrived. */
  arrival: string | null
}

export const emptyDesk = (me: Me): Desk => ({
  me,
  link: { state: 'connecting', refusal: null },
  queue: null,
  closed: false,
  help: [],
  offers: null,
  attention: null,
  check: null,
  joined: false,
  ledger: [],
  live: null,
  shown: null,
  signing: null,
  page: 'work',
  reading: false,
  busy: false,
  notice: null,
  arrival: null,
})

const isMine = (check: CheckView | QueueEntry, me: Me): boolean => check.lease?.doctor.id === me.person.id

/** The desk with nothing on it. */
export const withoutCheck = (desk: Desk, notice: Notice | null): Desk => ({
  ...desk,
  check: null,
  joined: false,
  live: null,
  shown: null,
  signing: null,
  reading: false,
  notice,
})

/** Digest of the report that waits for a signature: drawn up, or signed by a first doctor. */
export const registered = ({ drawnUp, signed }: CheckView): string | null => drawnUp?.digest ?? signed?.digest ?? null

/** Does this report wait for this doctor as the second one? */
export const isSecond = ({ signed }: CheckView, me: Me): boolean => signed !== undefined && signed.doctor.id !== me.person.id

/** A check that the server sent. An older version than the one on the desk, or another check, changes nothing. */
export const withView = (desk: Desk, view: CheckView): Desk => {
  const before = desk.check
  if (before === null || before.id !== view.id || view.version < before.version) return desk
  const ended = withoutLease(desk, view)
  if (ended) return ended
  const running = view.stations.some(({ attempts }) => attempts.some(({ id, state }) => id === desk.live?.attempt && state === 'running'))
  const sameDraft = registered(view) !== null && registered(view) === registered(before) && view.draft !== null
  const voided = desk.reading && before.phase === view.phase && view.drawnUp === null && before.drawnUp !== null
  return {
    ...desk,
    check: view,
    joined: desk.joined && !isMine(view, desk.me),
    live: running ? desk.live : null,
    shown: sameDraft ? desk.shown : null,
    signing: sameDraft ? desk.signing : null,
    reading: voided ? false : desk.reading,
    notice: voided ? { told: 'voided' } : desk.notice,
  }
}

/** Underway and no longer mine: it leaves the desk, and the doctor is told why. */
const withoutLease = (desk: Desk, view: CheckView): Desk | null => {
  if (desk.joined) return view.phase === 'underway' && view.lease !== null ? null : withoutCheck(desk, { told: 'first-left' })
  if (view.phase === 'abandoned') return withoutCheck(desk, { told: 'abandoned' })
  if (view.phase === 'parked') return withoutCheck(desk, { told: 'parked' })
  if (view.phase !== 'underway' || isMine(view, desk.me)) return null
  return withoutCheck(desk, view.lease === null ? { told: 'lease-lost' } : { told: 'lease-taken', doctor: view.lease.doctor.name })
}

/** A check put on the desk: claimed just now, or mine already when the page was loaded. */
export const withClaimed = (desk: Desk, check: CheckView): Desk => ({
  ...withoutCheck(desk, null),
  check,
  // Whoever came from several booths goes back to them.
  page: desk.page === 'tiles' ? 'tiles' : 'work',
  reading: check.drawnUp !== null,
})

/** A check that another doctor has, whom this one has joined. */
export const withJoined = (desk: Desk, check: CheckView): Desk => ({ ...withClaimed(desk, check), reading: false, joined: true })

/** A no. A stale one is said in its own words, since the newest view is already on its way; nothing else moves. */
export const withRefusal = (desk: Desk, refusal: Refusal): Desk => ({
  ...desk,
  notice: refusal.refused === 'stale' ? { told: 'stale' } : { told: 'refused', refusal },
})

/** The queue as pushed; whoever is new in it is announced. */
export const withQueue = (desk: Desk, queue: QueueView): Desk => {
  const known = new Set(desk.queue?.entries.map(({ check }) => check))
  const arrived = desk.queue === null ? undefined : queue.entries.findLast(({ check }) => !known.has(check))
  return { ...desk, queue, arrival: arrived ? arrived.name : desk.arrival }
}

/** The queue with what has moved in it, in its order. */
export const withMoved = (queue: QueueView, { rows, gone, concludedToday }: QueueMoved): QueueView => {
  const moved = new Set([...gone, ...rows.map(({ check }) => check)])
  const place = ({ turn, check }: QueueEntry) => turn + check
  const entries = [...queue.entries.filter(({ check }) => !moved.has(check)), ...rows]
  return { entries: entries.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)), concludedToday }
}

/** What is offered now. An offer of one's own that is over while the driver is still one's own wasn't taken; one that was shows in the check. */
export const withOffers = (desk: Desk, offers: OfferView): Desk => {
  const made = desk.offers?.made ?? null
  const isOver = made !== null && offers.made === null && desk.check?.id === made.check && isMine(desk.check, desk.me)
  return { ...desk, offers, notice: isOver ? { told: 'not-taken', doctor: made.to } : desk.notice }
}

/** The growing log of the check on the desk, and of no other. */
export const withLive = (desk: Desk, live: Live): Desk => (desk.check?.id === live.check ? { ...desk, live } : desk)

/** Is this driver kept for another doctor still, who comes back? */
export const isKept = ({ kept }: Pick<QueueEntry, 'kept'>, me: Me, now: Date): boolean =>
  kept !== null && kept.doctor.id !== me.person.id && kept.until > now.toISOString()

/** First in the queue whom nobody has, and who is kept for nobody else. */
export const nextInQueue = ({ queue, me }: Desk, now: Date): QueueEntry | null =>
  queue?.entries.find((entry) => entry.lease === null && !isKept(entry, me, now)) ?? null

/** The check that I hold although it isn't on the desk: the page was loaded again. */
export const heldElsewhere = (desk: Desk): QueueEntry | null =>
  desk.check === null ? (desk.queue?.entries.find((entry) => isMine(entry, desk.me)) ?? null) : null

/** What a doctor still lacks to sign reports. */
export const lackingToSign = ({ person, demonstration }: Me): ('signature' | 'passkey')[] => [
  ...(person.signature ? [] : (['signature'] as const)),
  ...(person.passkeys > 0 || demonstration ? [] : (['passkey'] as const)),
]

/** Is the report on the screen the one that the server registered? Null while the digest is being computed. */
export const digestsAgree = ({ check, shown }: Desk): boolean | null => {
  if (!check?.draft || shown === null || shown.number !== check.draft.number) return null
  const number = check.drawnUp?.number ?? check.signed?.number
  return registered(check) === null ? null : shown.digest === registered(check) && check.draft.number === number
}

/** Which page stands on the screen. */
export const pageOf = (desk: Desk): 'signature' | 'queue' | 'tiles' | 'joined' | 'exam' | 'conclude' | 'after' => {
  if (desk.page === 'signature') return 'signature'
  if (desk.check === null) return desk.page === 'tiles' ? 'tiles' : 'queue'
  if (desk.joined) return 'joined'
  const { check } = desk
  if (isSecond(check, desk.me)) return check.draft === null ? 'after' : 'conclude'
  // A report that replaces another is drawn up where that one stands.
  if (check.phase !== 'underway') return desk.reading && check.drawnUp && check.draft ? 'conclude' : 'after'
  return desk.reading && desk.check.draft !== null ? 'conclude' : 'exam'
}

/** The WebAuthn challenge of a report: the 32 bytes of its digest as base64url. */
export const challengeOf = (digest: string): string =>
  btoa(String.fromCharCode(...(digest.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
