import type { LineQuality } from '#protocol/media.ts'

/** What a browser has counted of a seat's two ways since they stand. */
export type Counted = {
  /** To the server and back, ms; null: not known yet. */
  roundTripMs: number | null
  /** Packets that came, and that should have come and didn't. */
  got: number
  missed: number
  /** Packets that were sent, and that the server says it has missed. */
  sent: number
  lost: number
  smaller: LineQuality['smaller']
}

const LIMITED: Readonly<Record<string, LineQuality['smaller']>> = { bandwidth: 'line', cpu: 'machine' }
/** Where the worker tries how much the line carries, in the browser's figures: what is missing there is missing to nobody. */
const PROBES = 'probator'
/** What the browser's own figures (W3C, Identifiers for WebRTC's statistics) come to for both ways together. */
export const countsOf = (reports: readonly (ReadonlyMap<string, Readonly<Record<string, unknown>>> | null)[]): Counted => {
  const counted: Counted = { roundTripMs: null, got: 0, missed: 0, sent: 0, lost: 0, smaller: null }
  for (const stat of reports.flatMap((report) => [...(report?.values() ?? [])])) {
    const number = (name: string): number => {
      const value = stat[name]
      return typeof value === 'number' ? value : 0
    }
    if (stat['type'] === 'candidate-pair' && stat['nominated'] === true && stat['state'] === 'succeeded')
      counted.roundTripMs = Math.max(counted.roundTripMs ?? 0, 1000 * number('currentRoundTripTime'))
    if (stat['type'] === 'inbound-rtp' && stat['mid'] !== PROBES) {
      counted.got += number('packetsReceived')
      counted.missed += number('packetsLost')
    }
    if (stat['type'] === 'outbound-rtp') {
      counted.sent += number('packetsSent')
      counted.smaller ??= LIMITED[String(stat['qualityLimitationReason'])] ?? null
    }
    if (stat['type'] === 'remote-inbound-rtp') counted.lost += number('packetsLost')
  }
  return counted
}

/** What a voice takes besides the network, ms one way: a frame of Opus and what waits in the buffer that evens its packets out. */
const IN_MACHINES_MS = 60
/** R where nothing is wrong but what every line has (ITU-T G.107, table 3: all values at their defaults). */
const WHOLE = 93.2
/** How a voice bears lost packets that are made up for: that of G.711 with concealment, Bpl of ITU-T G.113, appendix I, which names none of Opus. */
const BEARS = 25.1

/** How content people are, by score, the best first (ITU-T G.109: satisfied, some dissatisfied, many, nearly all). */
const GRADES = [
  ['good', 4.03],
  ['fair', 3.6],
  ['poor', 3.1],
  ['bad', 1],
] as const
export type Grade = (typeof GRADES)[number][0]
export const gradeOf = (score: number): Grade => GRADES.find(([, least]) => score >= least)?.[0] ?? 'bad'

/** R of the E-model as a mean opinion score, 1 to 4.5 (ITU-T G.107, annex B). */
export const opinionOf = (r: number): number => {
  if (r <= 0) return 1
  return r >= 100 ? 4.5 : 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6
}

/**
 * How people would judge a voice over this line, 1 to 5. Delay counts as Cole and Rosenbluth put it (Voice over IP performance monitoring, 2001):
 * a little always, and much more above 177 ms one way. `lostPercent`: of the worse way.
 */
export const scoreOf = (roundTripMs: number, lostPercent: number): number => {
  const delay = roundTripMs / 2 + IN_MACHINES_MS
  const late = 0.024 * delay + 0.11 * Math.max(0, delay - 177.3)
  const lossy = (95 * lostPercent) / (lostPercent + BEARS)
  return Math.max(1, opinionOf(WHOLE - late - lossy))
}

const share = (part: number, of: number): number => (of <= 0 ? 0 : Math.round(100 * Math.min(1, Math.max(0, part / of))))

/** How a line did between two counts, rounded so that what doesn't matter is no news; null: nothing is known of it. */
export const qualityBetween = (before: Counted, now: Counted): LineQuality | null => {
  const { roundTripMs } = now
  const got = now.got - before.got
  const missed = now.missed - before.missed
  const sent = now.sent - before.sent
  if (roundTripMs === null || got + missed + sent <= 0) return null
  const lostIn = share(missed, got + missed)
  const lostOut = share(now.lost - before.lost, sent)
  return {
    score: Math.round(10 * scoreOf(roundTripMs, Math.max(lostIn, lostOut))) / 10,
    roundTripMs: Math.min(60_000, Math.round(roundTripMs / 10) * 10),
    lostIn,
    lostOut,
    smaller: now.smaller,
  }
}
