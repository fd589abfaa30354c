import type { Static } from 'typebox'
import type { Doctor } from '#check/actors.ts'
import { withDecisions } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import type { Replaced } from '#check/commands.ts'
import { decide } from '#check/decide.ts'
import { decisionsFor } from '#check/deciding/findings.ts'
import { registeredOf } from '#check/registry.ts'
import { makeReport, outcomeOf } from '#check/report.ts'
import { canonical } from '#protocol/canonical.ts'
import { chinaDay } from '#protocol/days.ts'
import type { staffMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { RegisteredDoctor } from '#protocol/registered.ts'
import type { Report, SignedBy } from '#protocol/report.ts'
import type { AssertionResponse } from '#protocol/rest.ts'
import type { Moved } from '../../announcement.ts'
import type { Deps } from '../../deps.ts'
import { unprintable } from '../../report/layout.ts'
import { correctApplicant, findApplicant } from '../../store/applicants.ts'
import { countOn } from '../../store/counters.ts'
import { findMachine } from '../../store/machines.ts'
import type { Tx } from '../../store/open.ts'
import { countPasskey, passkeysOf, signingPasskeysOf } from '../../store/passkeys.ts'
import { findPerson } from '../../store/people.ts'
import { addReport } from '../../store/reports.ts'
import { addSignature, signaturesOver } from '../../store/signatures.ts'
import { letters } from '../machines/keys.ts'
import { simulatedIn } from '../machines/simulated.ts'
import { provePassword } from '../people/account.ts'
import { requestOptions, verifyAssertion } from '../people/assertions.ts'
import { signatureRefused, signersOf } from '../registry/signing.ts'
import { type Found, placeOf, run, runWithin, theCheck } from '../run.ts'
import { personalOf } from '../stored/identity.ts'
import { issuedReport } from '../stored/issued.ts'
import { storedReport } from '../stored/stored-report.ts'
import { inForceBeside } from '../views/history.ts'
import { tooSoon, waitToSign } from './attending.ts'

type Conclusion = Static<(typeof staffMessages)['check:conclude']['request']>
type DrawUp = Static<(typeof staffMessages)['check:draw-up']['request']>
type Signing = Static<(typeof staffMessages)['check:signing']['answer']>
type Supersede = Static<(typeof staffMessages)['check:supersede']['request']>

/** Fixes the report of a check as it stands: number, dates, code and digest. Anything new voids it. */
export const drawUp = (deps: Deps, doctor: Doctor, request: DrawUp, found?: Found): Promise<Check | Refusal> =>
  draw(deps, doctor, request, found, async (check, version) => ({ kind: 'draw-up', version, before: await replacedBy(deps, check) }))

/** Fixes a report that takes the place of this check's, with what the doctor now finds otherwise. */
export const supersede = (deps: Deps, doctor: Doctor, request: Supersede, found?: Found): Promise<Check | Refusal> =>
  draw(deps, doctor, request, found, async (_, version) => ({ kind: 'supersede', version, decisions: request.decisions }))

type Wanted =
  | { kind: 'draw-up'; version: number; before: Replaced | null }
  | { kind: 'supersede'; version: number; decisions: Supersede['decisions'] }

/** The person's report from another check that is in force. */
const replacedBy = async (deps: Deps, check: Check): Promise<Replaced | null> => {
  const before = await inForceBeside(deps, check)
  return before && { number: before.number, doctor: before.doctor.id, outcome: before.outcome }
}

const draw = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version, remark }: DrawUp,
  found: Found,
  wanted: (check: Check, version: number) => Promise<Wanted>,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  const simulated = simulatedIn(deps, check)
  if (simulated) return simulated
  const now = deps.clock()
  const want = await wanted(check, version)
  const decisions = want.kind === 'supersede' ? decisionsFor(check, want.decisions, doctor) : []
  if (isRefusal(decisions)) return decisions
  const judged = withDecisions(check, decisions, now.toISOString())
  const drawn = { ...want, outcome: outcomeOf(judged, now) }
  // Asked first with nothing filled in: a number is spent on what may be drawn up alone.
  const allowed = decide(check, { ...drawn, number: '', code: '', digest: '' }, doctor, now, deps.steady())
  if (isRefusal(allowed)) return allowed
  const signers = await signersOf(deps, check, doctor, drawn.outcome.classes)
  if (isRefusal(signers)) return signers
  const person = await findPerson(deps.db, { id: doctor.id })
  if (!person?.signature) return refuse('signature-picture-missing')
  const data = await findApplicant(deps.db, check.applicant)
  if (!data) throw new Error(`check ${id} has no applicant`)

  const made = makeReport(judged, {
    personal: personalOf(data),
    doctor: { id: doctor.id, name: doctor.name, signature: person.signature },
    institution: signers.institution.value.name,
    registered: registeredOf(signers),
    ...UNNUMBERED,
    remark,
    replaces: want.kind === 'draw-up' ? (want.before?.number ?? null) : null,
    now,
  })
  if (isRefusal(made)) return made
  // What is signed must come onto paper, so it's laid out before: afterwards nothing could be fixed.
  const refused = unprintable(made, deps.fonts) ?? (await inexpressible(deps, check, made))
  if (refused) return refused
  const { number, code } = await reserve(deps, check)
  const report = { ...made, number, code }
  const digest = await deps.files.put(new TextEncoder().encode(canonical(report)))
  return run(deps, id, { ...drawn, number, code, digest }, doctor, { id: command, found: check })
}

/** Why the system to which this report goes can't take it as it is; null: it can. */
const inexpressible = async ({ db, destinations }: Deps, check: Check, report: Report): Promise<Refusal | null> => {
  const place = await placeOf(db, destinations, check)
  return destinations.find(({ id }) => id === place)?.carrier.inexpressible?.(report) ?? null
}

/** Takes as much room as a number and a code that are given. */
export const UNNUMBERED = { number: 'RF00000000-000000', code: '2222222222222222' }

/** A report drawn up again before its conclusion keeps its number and code; one that supersedes gets others. */
export const reserve = async (deps: Deps, check: Check): Promise<{ number: string; code: string }> => {
  if (check.reserved && check.reserved.number !== check.report?.number) return check.reserved
  const day = chinaDay(deps.clock()).replaceAll('-', '')
  const count = await countOn(deps.db, `report ${day}`)
  return { number: `RF${day}-${String(count).padStart(6, '0')}`, code: letters(deps.random(16)) }
}

/** The challenge that a passkey signs: the report's digest itself. */
export const challengeOf = (digest: string): string => Buffer.from(digest, 'hex').toString('base64url')

/** The digest that this doctor may sign on a check now: of what they drew up, or of what another doctor has signed before them. */
const digestFor = (deps: Deps, check: Check, doctor: Doctor): string | Refusal => {
  const { drawnUp, signed } = check
  // It may have been drawn up by a program that let simulated booths measure.
  const simulated = simulatedIn(deps, check)
  if (simulated) return simulated
  if (signed) return signed.doctor.id === doctor.id ? refuse('second-doctor-needed') : signed.digest
  return drawnUp?.doctor === doctor.id ? drawnUp.digest : refuse('not-drawn-up')
}

/** How this doctor can sign what is drawn up, or countersign what is signed. */
export const signingOf = async (deps: Deps, doctor: Doctor, id: string, found?: Found): Promise<Signing | Refusal> => {
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  const digest = digestFor(deps, check, doctor)
  if (isRefusal(digest)) return digest
  const options = requestOptions(deps, await signingPasskeysOf(deps.db, doctor.id), challengeOf(digest))
  return { options, password: deps.settings.demo, ...(await waitToSign(deps, doctor, check)) }
}

type Proof = { signedBy: SignedBy; assertion: string | null; passkey: { id: string; counter: number; publicKey: string } | null }

/** Is the doctor's word on this digest theirs, and is it the digest that stands to be signed? */
const proofOf = async (deps: Deps, doctor: Doctor, check: Check, { digest, proof }: Conclusion): Promise<Proof | Refusal> => {
  const registered = digestFor(deps, check, doctor)
  if (isRefusal(registered)) return registered
  if (registered !== digest) return refuse('digest-differs')
  return proof.by === 'passkey' ? byPasskey(deps, doctor, digest, proof.assertion) : byPassword(deps, doctor, proof)
}

/**
 * The doctor signs the digest of what the console showed. The paper is drawn afterwards; where the report needs a second
 * doctor, not before that one has signed too.
 */
export const conclude = async (deps: Deps, doctor: Doctor, request: Conclusion, found?: Found): Promise<Check | Refusal> => {
  const { command, check: id, version, digest } = request
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  const early = await tooSoon(deps, doctor, check)
  if (early) return early
  const proven = await proofOf(deps, doctor, check, request)
  if (isRefusal(proven)) return proven
  const report = await storedReport(deps, digest)
  const { signedBy } = proven
  const replaced: string[] = []
  const right = signingRight(deps, check, doctor, report, null)
  const signs = { kind: 'conclude' as const, version, digest, signedBy, outcome: report.outcome, ...keyOf(proven) }
  const answer = await run(deps, id, signs, doctor, {
    id: command,
    found: check,
    also: async (tx, after) => {
      if (!(await right.holds(tx))) return false
      await keepSignature(deps, tx, report, digest, doctor, 'doctor', proven)
      return after.signed ? true : issue(deps, tx, after, report, replaced)
    },
  })
  return right.refused() ?? announceReplaced(deps, answer, replaced)
}

/** A second doctor signs the same digest: now the report is issued. */
export const countersign = async (deps: Deps, doctor: Doctor, request: Conclusion, found?: Found): Promise<Check | Refusal> => {
  const { command, check: id, version, digest } = request
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  const proven = await proofOf(deps, doctor, check, request)
  if (isRefusal(proven)) return proven
  const report = await storedReport(deps, digest)
  const replaced: string[] = []
  const signers = await signersOf(deps, check, doctor, report.outcome.classes)
  if (isRefusal(signers)) return signers
  const { doctor: registered } = registeredOf(signers)
  const right = signingRight(deps, check, doctor, report, registered)
  const signs = { kind: 'countersign' as const, version, digest, signedBy: proven.signedBy, ...keyOf(proven), registered }
  const answer = await run(deps, id, signs, doctor, {
    id: command,
    found: check,
    also: async (tx, after) => {
      if (!(await right.holds(tx))) return false
      await keepSignature(deps, tx, report, digest, doctor, 'second', proven)
      return issue(deps, tx, after, report, replaced)
    },
  })
  return right.refused() ?? announceReplaced(deps, answer, replaced)
}

/** A doctor doesn't countersign, with a reason: the first doctor's signature issues nothing, and what is missing is measured. */
export const decline = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version, reason }: { command: string; check: string; version: number; reason: string },
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  const seated = (await findMachine(deps.db, check.booth.id))?.showing === id
  return run(deps, id, { kind: 'decline', version, reason, seated }, doctor, { id: command, found: check })
}

/**
 * May this doctor sign at the very instant at which the signature is kept? Asked in its transaction, so that nobody signs after a suspension that
 * was written meanwhile; `refused`: why it wasn't taken.
 */
const signingRight = (deps: Deps, check: Check, doctor: Doctor, report: Report, second: RegisteredDoctor | null) => {
  let refused: Refusal | null = null
  return {
    async holds(tx: Tx): Promise<boolean> {
      refused = await signatureRefused({ db: tx, clock: deps.clock }, check, doctor, report, second)
      return refused === null
    },
    refused: () => refused,
  }
}

/** The key that signed stays beside the signature: a passkey can be taken away later. */
const keyOf = ({ passkey }: Proof) => (passkey ? { publicKey: passkey.publicKey } : {})

const keepSignature = async (
  deps: Deps,
  tx: Tx,
  { number }: Report,
  digest: string,
  doctor: Doctor,
  role: 'doctor' | 'second',
  { signedBy, assertion, passkey }: Proof,
): Promise<void> => {
  if (passkey) await countPasskey(tx, passkey.id, passkey.counter, deps.clock().toISOString())
  await addSignature(tx, { digest, person: doctor.id, number, role, signedBy, assertion, at: deps.clock().toISOString() })
}

/** The report of a check that has just been concluded comes into force, and whatever the person had before goes out of it. */
const issue = async (
  deps: Deps,
  tx: Tx,
  after: Check,
  { validUntil, drawnUpAt, registered, corrects, applicant }: Report,
  replaced: string[],
): Promise<boolean> => {
  const { report } = after
  if (!report) throw new Error(`check ${after.id} was concluded without a report`)
  const { number, digest, doctor } = report
  const first = (await signaturesOver(tx, digest)).find(({ person }) => person === doctor.id)
  const row = issuedReport(after, report, { validUntil, institution: registered?.institution.id, assertion: first?.assertion ?? null })
  const others = await addReport(tx, row, drawnUpAt)
  if (others === null) return false
  replaced.splice(0, replaced.length, ...others)
  // What was mistyped of the person reads right in lists too.
  if (corrects) await correctApplicant(tx, deps.key, after.applicant, applicant)
  for (const other of others) if (!(await runWithin(deps, tx, other, { kind: 'replace', number }, SYSTEM))) return false
  return true
}

const SYSTEM = { kind: 'system', id: 'conclusions' } as const

/** Checks whose reports have just gone out of force are shown so. */
const announceReplaced = (deps: Deps, answer: Check | Refusal, replaced: readonly string[]): Check | Refusal => {
  const moved: Moved[] = ['report', 'attention', 'hall']
  if (!isRefusal(answer)) for (const check of replaced) deps.announce({ kind: 'check', check, moved })
  return answer
}

const byPasskey = async (deps: Deps, doctor: Doctor, digest: string, assertion: AssertionResponse): Promise<Proof | Refusal> => {
  const passkeys = await passkeysOf(deps.db, doctor.id)
  if (passkeys.some(({ id, held }) => id === assertion.id && held !== null)) return refuse('passkey-held')
  const proven = await verifyAssertion(deps, passkeys, challengeOf(digest), assertion)
  if (isRefusal(proven)) return proven
  const { passkey, counter } = proven
  return { signedBy: 'passkey', assertion: canonical(assertion), passkey: { id: passkey.id, counter, publicKey: passkey.publicKey } }
}

const byPassword = async (deps: Deps, doctor: Doctor, { password }: { password: string }): Promise<Proof | Refusal> => {
  if (!deps.settings.demo) return refuse('passkey-needed')
  const person = await findPerson(deps.db, { id: doctor.id })
  if (!person) return refuse('not-signed-in')
  return (await provePassword(deps, person, password)) ?? { signedBy: 'password', assertion: null, passkey: null }
}
