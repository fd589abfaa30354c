import type { Counter, Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { Commands } from '#check/commands.ts'
import { refusedBefore } from '#check/decide.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Finding } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { TakenStill } from '#protocol/still.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { stopShowing } from '../../store/machines.ts'
import { type Asked, type Found, run, theCheck } from '../run.ts'
import { storeTaken } from '../stored/stills.ts'
import { orWhoWasFirst } from './counter-first.ts'
import { park } from './parking.ts'

type Provisional = Pick<Commands['accept-provisionally'], 'missing' | 'note' | 'until'>

type Answer = Promise<Check | Refusal>

/** The doctor gives the check back to the queue; that of a driver who isn't there any more is parked. */
export const release = async (deps: Deps, doctor: Doctor, { command, check: id, version }: Asked, found?: Found): Answer => {
  const check = await theCheck(deps, id, found)
  const absent = check !== null && (await isAbsent(deps, check))
  return run(deps, id, { kind: 'release', version, absent }, doctor, {
    id: command,
    found: check,
    also: async (tx, after) => {
      if (after.phase === 'parked') await stopShowing(tx, id)
      return true
    },
  })
}

/** The booth says itself that nobody sits in it, or has asked and waits for an answer. */
const isAbsent = async (deps: Deps, { booth }: Check): Promise<boolean> => {
  const { cabin, asking } = await deps.presence.of(booth.id)
  return cabin?.occupied === false || asking
}

/** The doctor sees nobody in the booth. */
export const notThere = async (deps: Deps, doctor: Doctor, { command, check: id, version }: Asked, found?: Found): Answer => {
  const check = await theCheck(deps, id, found)
  return check ? park(deps, doctor, check, { why: 'not-there', command, version }) : refuse('check-unknown')
}

export const note = (deps: Deps, doctor: Doctor, { command, check, version, text }: Asked & { text: string }, found?: Found): Answer =>
  run(deps, check, { kind: 'note', version, text }, doctor, { id: command, found })

/** What a doctor saw, kept as evidence of a station. It is stored only for who holds the check. */
export const picture = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, station, still }: { command: string; check: string; station: AnyStation; still: TakenStill },
  found?: Found,
): Answer => {
  const check = await theCheck(deps, id, found)
  if (check?.commands.includes(command)) return check
  const refused = refusedBefore(check, 'picture', {}, doctor)
  if (refused) return refused
  const file = await storeTaken(deps, still.jpeg)
  if (isRefusal(file)) return file
  return run(deps, id, { kind: 'picture', station, camera: still.camera, file }, doctor, { id: command, found: check })
}

/** A doctor's finding for a station. Its words come onto the paper: a character that can't is refused where it was typed. */
export const decideStation = (
  deps: Deps,
  doctor: Doctor,
  { command, check, version, finding, reason }: Asked & { finding: Finding; reason: string | null },
  found?: Found,
): Answer => {
  const refused = unprintableText(deps.fonts, { ...wordsOf(finding), reason })
  if (refused) return Promise.resolve(refused)
  return run(deps, check, { kind: 'decide', version, finding, reason }, doctor, { id: command, found })
}

const wordsOf = (finding: Finding): Record<string, string> => {
  if ('words' in finding) return { words: finding.words }
  if ('upper' in finding) return { 'upper-left': finding.left, 'upper-right': finding.right }
  return 'lower' in finding ? { 'lower-left': finding.left, 'lower-right': finding.right } : {}
}

export const accept = (deps: Deps, counter: Counter, { command, check, version }: Asked, found?: Found): Answer =>
  orWhoWasFirst(deps, check, run(deps, check, { kind: 'accept', version }, counter, { id: command, found }))

/** The counter returns a report with a reason. */
export const giveBack = (
  deps: Deps,
  counter: Counter,
  { command, check, version, reason }: Asked & { reason: string },
  found?: Found,
): Answer => orWhoWasFirst(deps, check, run(deps, check, { kind: 'return', version, reason }, counter, { id: command, found }))

/** The counter accepts a report although papers are missing, until a day. */
export const acceptProvisionally = (
  deps: Deps,
  counter: Counter,
  { command, check, version, missing, note, until }: Asked & Provisional,
  found?: Found,
): Answer => run(deps, check, { kind: 'accept-provisionally', version, missing, note, until }, counter, { id: command, found })

/** The counter has the same bytes sent once more. */
export const resend = (deps: Deps, counter: Counter, { command, check, version }: Asked, found?: Found): Answer =>
  run(deps, check, { kind: 'resend', version }, counter, { id: command, found })
