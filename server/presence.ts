import type { Language } from '#protocol/basic.ts'
import type { TriedPaths } from '#protocol/path.ts'
import type { Cabin } from '#protocol/reading.ts'
import { type Nonces, openNonces } from './nonces.ts'
import { type Offers, openOffers } from './offers.ts'
import { openTickets, type Tickets } from './tickets.ts'

type Named = { id: string; name: string }

/**
 * What a booth says about itself now: its cabin (null: it has no sensors), whether it has asked “are you still there?” and waits for an answer,
 * how its page found its way to the media (null: it hasn't looked), and what the driver reads and hears (null: an older agent doesn't say).
 */
type Said = { cabin: Cabin | null; asking: boolean; paths: TriedPaths | null; language: Language | null }

/**
 * Who is here. Nobody else remembers it: whoever wants to know asks, and for everybody at once where more than one is shown. The questions
 * are asynchronous, so that servers which share their database can share this, too.
 */
export type Presence = {
  /** A machine's line stands. `line` is a name of that line alone. */
  arrived(machine: string, line: string): Promise<void>
  /** That line has ended, and what was said on it holds no longer. False: the machine is here by another line. */
  left(machine: string, line: string): Promise<boolean>
  says(machine: string, said: Said): Promise<void>
  /** All machines whose line stands now. */
  here(): Promise<ReadonlySet<string>>
  of(machine: string): Promise<{ here: boolean } & Said>
  /** A page of this doctor has a line; that line has ended. True: it is the first, or was the last. */
  sits(doctor: string, line: string): Promise<boolean>
  stands(doctor: string, line: string): Promise<boolean>
  /** All doctors who have a page with a line, each since when (steady). */
  doctors(): Promise<ReadonlyMap<string, Date>>
  /** This doctor takes no drivers for now, or takes them again; whoever goes and comes rests on. */
  rest(doctor: string, rests: boolean): Promise<void>
  resting(): Promise<ReadonlySet<string>>
  /** Which drivers are offered to whom. */
  offers: Offers
  /** What each machine that has said anything says about itself. */
  saying(): Promise<ReadonlyMap<string, Said>>
  /** A page of this doctor watches these checks from now on, and no others; none: it watches nothing any more. */
  watches(line: string, doctor: Named, checks: readonly string[]): Promise<void>
  /** The doctors who watch a check now, each once. */
  watchersOf(check: string): Promise<readonly Named[]>
  /** By a page of theirs this doctor is the second one at a check from now on; null: at none. */
  joins(line: string, doctor: Named, check: string | null): Promise<void>
  /** The second doctor at a check, whoever came last; null: there is none. */
  seniorAt(check: string): Promise<Named | null>
  /** By which machines prove at the door that they are there now. */
  nonces: Nonces
  /** By which a line that is known opens another one, for a call. */
  tickets: Tickets
}

const SILENT: Said = { cabin: null, asking: false, paths: null, language: null }

/** Presence that one server keeps for itself, in memory: with its lines it ends, too. */
export const openPresence = (by: Parameters<typeof openNonces>[0]): Presence => {
  const lines = new Map<string, string>()
  const words = new Map<string, Said>()
  const pages = new Map<string, { since: Date; lines: Set<string> }>()
  const resting = new Set<string>()
  const seniors = new Map<string, { doctor: Named; check: string }>()
  const watching = new Map<string, { doctor: Named; checks: readonly string[] }>()
  return {
    async arrived(machine, line) {
      lines.set(machine, line)
    },
    async left(machine, line) {
      if (lines.get(machine) !== line) return false
      lines.delete(machine)
      words.delete(machine)
      return true
    },
    async says(machine, said) {
      words.set(machine, said)
    },
    async here() {
      return new Set(lines.keys())
    },
    async of(machine) {
      return { here: lines.has(machine), ...(words.get(machine) ?? SILENT) }
    },
    async sits(doctor, line) {
      const own = pages.get(doctor) ?? { since: by.steady(), lines: new Set() }
      own.lines.add(line)
      pages.set(doctor, own)
      return own.lines.size === 1
    },
    async stands(doctor, line) {
      const own = pages.get(doctor)?.lines
      if (!own?.delete(line) || own.size > 0) return false
      return pages.delete(doctor)
    },
    async doctors() {
      return new Map([...pages].map(([doctor, { since }]) => [doctor, since]))
    },
    async rest(doctor, rests) {
      if (rests) resting.add(doctor)
      else resting.delete(doctor)
    },
    async resting() {
      return new Set(resting)
    },
    offers: openOffers(by.steady),
    async saying() {
      return new Map(words)
    },
    async watches(line, doctor, checks) {
      if (checks.length === 0) watching.delete(line)
      else watching.set(line, { doctor, checks })
    },
    async watchersOf(check) {
      const watchers = [...watching.values()].flatMap(({ doctor, checks }) => (checks.includes(check) ? [doctor] : []))
      return [...new Map(watchers.map((doctor) => [doctor.id, doctor])).values()]
    },
    async joins(line, doctor, check) {
      seniors.delete(line)
      if (check !== null) seniors.set(line, { doctor, check })
    },
    async seniorAt(check) {
      return [...seniors.values()].findLast((one) => one.check === check)?.doctor ?? null
    },
    nonces: openNonces(by),
    tickets: openTickets(by),
  }
}
