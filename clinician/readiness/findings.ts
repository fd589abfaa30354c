import { type EchoFound, echoResult } from '#kit/echo-loss.ts'
import { type Path, pathTaken, type TriedPaths } from '#protocol/path.ts'
import type { readiness } from '#words/readiness.ts'

/** What has been seen and heard of this computer so far. */
export type Seen = {
  /** The camera's picture moves; `missing`: there is none. */
  camera: 'moves' | 'waits' | 'missing'
  /** The loudest that the microphone has heard, dB of full scale; null: nothing yet; `missing`: there is none. */
  microphone: number | null | 'missing'
  /** Whether the doctor heard the tone; null: not asked yet. */
  heard: boolean | null
  /** What becomes of the driver's voice here; null: not tried yet. */
  echo: EchoFound | null
  /** Null: being tried; `unknown`: the server makes no place to look for. */
  paths: TriedPaths | null | 'unknown'
  /** This clock less the server's, ms; null: being asked; `unknown`: no answer. */
  clockOffMs: number | null | 'unknown'
  /** What the doctor lacks to sign here. */
  lacking: 'signature' | 'passkey' | 'browser' | null
}

type Says = keyof (typeof readiness)['zh']['says']
type State = 'good' | 'warn' | 'bad' | 'waiting'
/** One line of the self-test: the sentence by its name, and what goes into it; `path` by its own name. */
export type Finding = {
  what: keyof (typeof readiness)['zh']['names']
  state: State
  says: Says
  fields: Readonly<Record<string, number>>
  path?: Path
}

/** From here on somebody speaks, dB of full scale: a quiet room with the gain of a call lies near -60. */
const SPEAKS_DB = -45
/** So far may the clock be off, s: waiting times are shown in minutes. */
const OFF_MOST_S = 30

const pathsFound = (paths: Seen['paths']): Omit<Finding, 'what'> => {
  if (paths === null) return { state: 'waiting', says: 'pathsWait', fields: {} }
  if (paths === 'unknown') return { state: 'bad', says: 'pathsUnknown', fields: {} }
  const taken = pathTaken(paths)
  if (!taken) return { state: 'bad', says: 'pathsNone', fields: {} }
  const { path, ms } = taken
  return path === 'udp'
    ? { state: 'good', says: 'pathsGood', fields: { ms } }
    : { state: 'warn', says: 'pathsDetour', fields: { ms }, path }
}

const clockFound = (offMs: Seen['clockOffMs']): Omit<Finding, 'what'> => {
  if (offMs === null) return { state: 'waiting', says: 'cameraWaits', fields: {} }
  if (offMs === 'unknown') return { state: 'warn', says: 'clockUnknown', fields: {} }
  const seconds = Math.ceil(Math.abs(offMs) / 1000)
  return seconds > OFF_MOST_S
    ? { state: 'warn', says: 'clockOff', fields: { seconds } }
    : { state: 'good', says: 'clockGood', fields: { seconds: Math.max(1, seconds) } }
}

const microphoneFound = (loudest: Seen['microphone']): Pick<Finding, 'state' | 'says'> => {
  if (loudest === 'missing') return { state: 'bad', says: 'microphoneWaits' }
  return loudest !== null && loudest >= SPEAKS_DB
    ? { state: 'good', says: 'microphoneGood' }
    : { state: 'waiting', says: 'microphoneWaits' }
}

/** What a self-test has found so far, line by line. */
export const findingsOf = ({ camera, microphone, heard, echo, paths, clockOffMs, lacking }: Seen): Finding[] => [
  {
    what: 'camera',
    state: ({ moves: 'good', waits: 'waiting', missing: 'bad' } as const)[camera],
    says: camera === 'moves' ? 'cameraGood' : 'cameraWaits',
    fields: {},
  },
  { what: 'microphone', ...microphoneFound(microphone), fields: {} },
  {
    what: 'loudspeaker',
    state: heard === null ? 'waiting' : heard ? 'good' : 'bad',
    says: heard === null ? 'loudspeakerWaits' : heard ? 'loudspeakerGood' : 'loudspeakerBad',
    fields: {},
  },
  { what: 'echo', state: echo ? echoResult(echo) : 'waiting', says: 'echoWaits', fields: {} },
  { what: 'paths', ...pathsFound(paths) },
  { what: 'clock', ...clockFound(clockOffMs) },
  { what: 'signing', state: lacking === null ? 'good' : 'bad', says: lacking ?? 'signingGood', fields: {} },
]

/** What the whole comes to; null: something still waits to be tried. */
export const resultOf = (findings: readonly Finding[]): 'good' | 'bad' | null => {
  if (findings.some(({ state }) => state === 'bad')) return 'bad'
  return findings.some(({ state }) => state === 'waiting') ? null : 'good'
}
