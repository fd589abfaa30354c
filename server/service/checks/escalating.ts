import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { findPerson } from '../../store/people.ts'
import { signersAt } from '../registry/signing.ts'
import { type Asked, type Found, run, theCheck } from '../run.ts'
import { attending } from './attending.ts'
import { busyWith } from './leases.ts'

// A hard case is passed to a senior doctor, who joins the doctor at the driver's booth or takes the driver over; or another department is asked.
// Each is an event of the check and a line of the ledger.

type Answer = Promise<Check | Refusal>
/** What stands whatever the check's version is by now. */
type Called = Omit<Asked, 'version'>

/** By when a senior doctor should have come, or a department have answered. */
const dueAt = ({ clock, settings }: Deps): string => new Date(clock().getTime() + settings.escalationMinutes * 60_000).toISOString()

/** Nobody joins or takes over as a senior doctor who isn't one at this moment. */
const unlessSenior = async (deps: Deps, { id }: Doctor): Promise<Refusal | null> =>
  (await findPerson(deps.db, { id }))?.roles.includes('senior') ? null : refuse('senior-needed')

/** The doctor who has the driver passes the case to the senior doctors of the site. */
export const escalate = (
  deps: Deps,
  doctor: Doctor,
  { command, check, version, reason }: Asked & { reason: string },
  found?: Found,
): Answer => run(deps, check, { kind: 'escalate', version, id: deps.ids(), reason, until: dueAt(deps) }, doctor, { id: command, found })

/**
 * A senior doctor joins the one who has the driver, by a page of theirs that `line` names: for as long as that line stands the driver is told that
 * a second doctor is present.
 */
export const join = async (deps: Deps, doctor: Doctor, line: string, { command, check }: Called, found?: Found): Answer => {
  const refused = await unlessSenior(deps, doctor)
  if (refused) return refused
  const joined = await run(deps, check, { kind: 'join' }, doctor, { id: command, found })
  if (isRefusal(joined)) return joined
  await deps.presence.joins(line, { id: doctor.id, name: doctor.name }, check)
  deps.announce({ kind: 'check', check, moved: [] })
  return joined
}

/** The senior doctor leaves again: by that page, or since it has gone. */
export const part = async (deps: Deps, doctor: Doctor, line: string, check: string): Promise<void> => {
  await deps.presence.joins(line, { id: doctor.id, name: doctor.name }, null)
  deps.announce({ kind: 'check', check, moved: [] })
}

/** Is this senior doctor with the doctor who has the driver, at this moment? */
export const isJoined = async (deps: Pick<Deps, 'presence'>, doctor: string, { id, phase, lease }: Check): Promise<boolean> =>
  phase === 'underway' && lease !== null && lease.doctor.id !== doctor && (await deps.presence.seniorAt(id))?.id === doctor

/** A senior doctor takes the driver over: from then on they decide, and whoever signs is who decides. */
export const takeOver = async (deps: Deps, doctor: Doctor, { command, check: id }: Called, found?: Found): Answer => {
  const refused = await unlessSenior(deps, doctor)
  if (refused) return refused
  const check = await theCheck(deps, id, found)
  const signers = check && (await signersAt(deps, check.booth.site, doctor.id))
  if (isRefusal(signers)) return signers
  const also = attending(deps, doctor, id)
  return (await busyWith(deps, doctor, id)) ?? run(deps, id, { kind: 'take-over' }, doctor, { id: command, found: check, also })
}

/** The case is at an end: a senior doctor says what to do, or whoever asked takes it back. */
export const endEscalation = async (
  deps: Deps,
  doctor: Doctor,
  { command, check, outcome, words }: Called & { outcome: 'advised' | 'withdrawn'; words: string | null },
  found?: Found,
): Answer => {
  const refused = outcome === 'advised' ? await unlessSenior(deps, doctor) : null
  return refused ?? run(deps, check, { kind: 'end-escalation', outcome, words }, doctor, { id: command, found })
}

/** Another department is asked. */
export const consult = (
  deps: Deps,
  doctor: Doctor,
  { command, check, version, department, question }: Asked & { department: string; question: string },
  found?: Found,
): Answer =>
  run(deps, check, { kind: 'consult', version, id: deps.ids(), department, question, until: dueAt(deps) }, doctor, { id: command, found })

/** What that department has said. */
export const answerConsultation = (
  deps: Deps,
  doctor: Doctor,
  { command, check, version, consultation, answer }: Asked & { consultation: string; answer: string },
  found?: Found,
): Answer => run(deps, check, { kind: 'answer-consultation', version, consultation, answer }, doctor, { id: command, found })
