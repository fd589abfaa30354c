import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { Exact } from '#protocol/basic.ts'
import { Reading } from '#protocol/reading.ts'
import { isRefusal, Refusal, type RefusalCode, refuse } from '#protocol/refusal.ts'
import { stillsOf } from '#protocol/still.ts'
import { parsed, readIfThere, syncFolder, writeWhole } from './disk.ts'
import { openStills } from './stills.ts'

/** What a booth must not lose: the journal of the attempt that runs, and readings that nobody has acknowledged. */
export type Spool = {
  /** Null when the disk takes a journal and there is room for another reading; else `spool-failed`. */
  ready: () => Refusal | null
  /** Trials already journalled of an attempt. A line torn by a power cut, and whatever follows it, is dropped. */
  trials(attempt: string): unknown[]
  /** Adds a trial, synced before it returns. Throws when the disk can't be written. */
  journal(attempt: string, trial: object): void
  /** Keeps a finished reading until it is acknowledged; its journal has done its work. Throws when the disk can't be written. */
  keep(reading: Reading): void
  /** Keeps a JPEG that a trial of this attempt will name, and gives its SHA-256. Throws when the disk can't be written. */
  still(attempt: string, jpeg: Uint8Array): string
  /** The stills that a reading names, as they are sent: base64. */
  stillsOf(reading: Reading): string[]
  /** Throws away the journal of an attempt that ended without a reading, and its stills. */
  forget(attempt: string): void
  /** Throws away the journals and stills of all attempts but this one; null: of all. What waits keeps its stills. */
  forgetOthers(attempt: string | null): void
  /** Puts a reading in the place of the one with its id that waits: the same measurement, dated again. Throws when the disk can't be written. */
  replace(reading: Reading): void
  /** A reading of this attempt waits here: the attempt is over, whatever the server still believes. */
  holds(attempt: string): boolean
  /** Readings that wait. */
  waiting(): number
  /**
   * Sends what waits, oldest first, one in flight, until all is acknowledged or the line fails. A reading refused for good is
   * moved aside with its refusal and blocks no other; where the disk doesn't take it there it goes on waiting. One that only has to wait is
   * tried a few times before those behind it have their turn, and lies aside in the end as well: see `Effort`. Gives those moved aside.
   */
  deliver(send: (reading: Reading) => Promise<{ acknowledged: string } | Refusal>): Promise<RefusedReading[]>
  /** Something waits that has not yet failed so often that others may pass it. */
  holdsUp(): boolean
  /** The server has taken something else: what it goes on refusing is not held up by the server itself. */
  served(): void
  /** Readings that lie aside since the server didn't take them, the newest first. */
  aside(): RefusedReading[]
}

/** What was tried of a reading that waits. `tries`: failed ones in a row. `passed`: how often the server has meanwhile taken others. */
type Effort = { tries: number; passed: number }

/** A reading that the server will never take, and why. */
export type RefusedReading = { reading: Reading; refusal: Refusal }

/** More than a booth makes in a month without a server. */
const ROOM = 2000

/** After these the same may well be taken later. Any other refusal is for good. */
export const PASSING: readonly RefusalCode[] = [
  'not-connected',
  'no-answer',
  'internal',
  'records-busy',
  'disk-full',
  'record-unreadable',
  'too-many-tries',
  'not-signed-in',
  'unknown-message',
]

/** Of a reading that is so, too: an honest one of a machine whose clock was set, here or there. */
export const WAITS: readonly RefusalCode[] = [...PASSING, 'clock-wrong']

/** The line is gone: that says nothing of a reading. */
const NO_LINE: RefusalCode = 'not-connected'

/** After so many failed tries others pass a reading. */
const PASSED_AFTER = 5
/** Which so often went before it while it was refused: it is its own fault. */
const OTHERS_TAKEN = 3
/**
 * After so many failed tries it lies aside, whether others came or not: these can be its own fault. What is so of all readings alike, a
 * server that is busy or of an earlier version, takes as long as it takes. A server that has a fault of its own for some minutes takes no
 * honest reading out of its turn: at the pace of its tries these are five or more.
 */
const ASIDE_AFTER: Readonly<Partial<Record<RefusalCode, number>>> = { 'clock-wrong': PASSED_AFTER, internal: 300, 'no-answer': 300 }

/** Whoever looks sees so many that lie aside. */
const ASIDE_MOST = 20

const isHopeless = (code: RefusalCode, { tries, passed }: Effort): boolean =>
  passed >= OTHERS_TAKEN || tries >= (ASIDE_AFTER[code] ?? Infinity)

const Aside = Exact({ refusal: Refusal, reading: Reading })

/**
 * Opens the spool in a folder of its own. What waits there and is no reading that this program knows, of an older one or torn, can't
 * be sent: it is moved aside as it stands, and the log says at each start how many lie there.
 */
export const openSpool = (folder: string, log?: { warn(fields: object, text: string): void }): Spool => {
  const journals = join(folder, 'journal')
  const queue = join(folder, 'waiting')
  const refused = join(folder, 'refused')
  const unknown = join(folder, 'unknown')
  const stills = openStills(join(folder, 'stills'))
  const journalOf = (attempt: string) => join(journals, `${attempt}.jsonl`)

  const kept = new Map<string, Reading>()
  for (const path of [journals, queue, refused, unknown]) mkdirSync(path, { recursive: true, mode: 0o700 })
  for (const file of readdirSync(queue).filter((file) => file.endsWith('.json'))) {
    const reading = parsed(readIfThere(join(queue, file)) ?? '')
    if (Value.Check(Reading, reading)) kept.set(file, reading)
    else renameSync(join(queue, file), join(unknown, file))
  }
  const aside = readdirSync(unknown).length
  if (aside > 0) {
    for (const path of [unknown, queue]) syncFolder(path)
    log?.warn({ readings: aside, folder: unknown }, 'readings that this program does not know lie aside and are not sent')
  }
  // What lies aside only because it failed for long is tried again by a new start.
  for (const file of readdirSync(refused)) {
    const one = parsed(readIfThere(join(refused, file)) ?? '')
    if (!Value.Check(Aside, one) || !WAITS.includes(one.refusal.refused)) continue
    writeWhole(join(queue, file), JSON.stringify(one.reading))
    kept.set(file, one.reading)
    rmSync(join(refused, file), { force: true })
  }
  const efforts = new Map<string, Effort>()
  const inOrder = () => [...kept].toSorted(([, a], [, b]) => a.sequence - b.sequence)
  /** `sentLater`: it lies aside, and the next start tries it again. */
  const drop = (file: string, { attempt }: Reading, sentLater: boolean) => {
    kept.delete(file)
    efforts.delete(file)
    // What stays on a disk that can't be written is sent again after the next start, and acknowledged again.
    tried(() => {
      rmSync(join(queue, file), { force: true })
      if (!sentLater) stills.drop(attempt)
    })
  }
  const forgetJournal = (attempt: string) => void tried(() => rmSync(journalOf(attempt), { force: true }))
  const laidAside = (): RefusedReading[] =>
    readdirSync(refused)
      .map((file) => parsed(readIfThere(join(refused, file)) ?? ''))
      .filter((one) => Value.Check(Aside, one))
  /** False, and a word in the log, when the disk doesn't take it. */
  const tried = (act: () => void): boolean => {
    try {
      act()
      return true
    } catch (error) {
      log?.warn({ err: error }, 'the spool cannot be written')
      return false
    }
  }
  let delivering: Promise<RefusedReading[]> | null = null

  const spool: Spool = {
    ready() {
      if (kept.size >= ROOM) return refuse('spool-failed')
      try {
        writeWhole(join(folder, 'probe'), '1')
        return null
      } catch {
        return refuse('spool-failed')
      }
    },
    trials(attempt) {
      const text = readIfThere(journalOf(attempt)) ?? ''
      const lines = text.split('\n').slice(0, -1)
      const torn = lines.findIndex((line) => parsed(line) === undefined)
      const whole = torn < 0 ? lines : lines.slice(0, torn)
      const good = whole.map((line) => `${line}\n`).join('')
      // The next trial must not be written behind half a line.
      if (good !== text) writeWhole(journalOf(attempt), good)
      return whole.map(parsed)
    },
    journal(attempt, trial) {
      const file = openSync(journalOf(attempt), 'a', 0o600)
      try {
        writeFileSync(file, `${JSON.stringify(trial)}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      syncFolder(journals)
    },
    keep(reading) {
      const file = `${reading.id}.json`
      writeWhole(join(queue, file), JSON.stringify(reading))
      kept.set(file, reading)
      forgetJournal(reading.attempt)
    },
    replace(reading) {
      const file = `${reading.id}.json`
      writeWhole(join(queue, file), JSON.stringify(reading))
      kept.set(file, reading)
    },
    still: (attempt, jpeg) => stills.keep(attempt, jpeg),
    stillsOf: ({ attempt, trials }) =>
      stills
        .of(
          attempt,
          stillsOf(trials).map(({ digest }) => digest),
        )
        .map((jpeg) => Buffer.from(jpeg).toString('base64')),
    forget(attempt) {
      forgetJournal(attempt)
      tried(() => stills.drop(attempt))
    },
    forgetOthers: (attempt) =>
      void tried(() => {
        const others = readdirSync(journals).filter((file) => attempt === null || file !== `${attempt}.jsonl`)
        for (const file of others) rmSync(join(journals, file), { force: true })
        const pictured = stills.attempts()
        if (pictured.size === 0) return
        const needed = new Set([attempt, ...[...kept.values(), ...laidAside().map(({ reading }) => reading)].map((one) => one.attempt)])
        for (const one of pictured) if (!needed.has(one)) stills.drop(one)
      }),
    holds: (attempt) => [...kept.values()].some((reading) => reading.attempt === attempt),
    waiting: () => kept.size,
    holdsUp: () => [...kept.keys()].some((file) => !isPassed(file)),
    served() {
      for (const [file, { tries, passed }] of efforts) if (tries >= PASSED_AFTER) efforts.set(file, { tries: 0, passed: passed + 1 })
    },
    aside: () =>
      laidAside()
        .toSorted((a, b) => b.reading.sequence - a.reading.sequence)
        .slice(0, ASIDE_MOST),
    deliver(send) {
      // Two calls at once would put two in flight.
      delivering ??= deliverAll(send).finally(() => (delivering = null))
      return delivering
    },
  }

  const isPassed = (file: string) => {
    const effort = efforts.get(file)
    return effort !== undefined && (effort.tries >= PASSED_AFTER || effort.passed > 0)
  }
  /** One more try has failed. */
  const triedAgain = (file: string): Effort => {
    const { tries, passed } = efforts.get(file) ?? { tries: 0, passed: 0 }
    const effort = { tries: tries + 1, passed }
    efforts.set(file, effort)
    return effort
  }

  const deliverAll = async (send: Parameters<Spool['deliver']>[0]): Promise<RefusedReading[]> => {
    const lost: RefusedReading[] = []
    const over = new Set<string>()
    for (;;) {
      const oldest = inOrder().find(([file]) => !over.has(file))
      if (!oldest) return lost
      const [file, reading] = oldest
      const answer = await send(reading)
      const sentLater = isRefusal(answer) && WAITS.includes(answer.refused)
      if (!isRefusal(answer)) spool.served()
      else {
        if (answer.refused === NO_LINE) return lost
        if (sentLater && !isHopeless(answer.refused, triedAgain(file))) {
          if (!isPassed(file)) return lost
          over.add(file)
          continue
        }
        if (!tried(() => writeWhole(join(refused, file), JSON.stringify({ refusal: answer, reading })))) return lost
        lost.push({ reading, refusal: answer })
      }
      drop(file, reading, sentLater)
    }
  }
  return spool
}
