import type { Static } from 'typebox'
import { decide } from '#check/decide.ts'
import type { Check } from '#check/events.ts'
import { makeReport } from '#check/report.ts'
import { canonical } from '#protocol/canonical.ts'
import { chinaDay } from '#protocol/days.ts'
import type { staffMessages } from '#protocol/messages.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { SignedBy } from '#protocol/report.ts'
import type { AssertionResponse, RequestOptions } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { findApplicant } from '../store/applicants.ts'
import { loadCheck } from '../store/checks.ts'
import { countOn } from '../store/counters.ts'
import { countPasskey, passkeysOf, signingPasskeysOf } from '../store/passkeys.ts'
import { findPerson } from '../store/people.ts'
import { addReport } from '../store/reports.ts'
import { provePassword } from './account.ts'
import { requestOptions, verifyAssertion } from './assertions.ts'
import type { Doctor } from './booths.ts'
import { personalOf } from './identity.ts'
import { letters } from './keys.ts'
import { run } from './run.ts'
import { storedReport } from './views.ts'

type Conclusion = Static<(typeof staffMessages)['check:conclude']['request']>
type DrawUp = Static<(typeof staffMessages)['check:draw-up']['request']>

/** Fixes the report of a check as it stands: number, dates, code and digest. Anything new voids it. */
export const drawUp = async (deps: Deps, doctor: Doctor, { command, check: id, version, remark }: DrawUp): Promise<Check | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  const kind = check.report ? 'supersede' : 'draw-up'
  // Asked first with nothing filled in: a number is spent on what may be drawn up alone.
  const allowed = decide(check, { kind, version, number: '', code: '', digest: '' }, doctor, deps.clock())
  if (isRefusal(allowed)) return allowed
  const person = await findPerson(deps.db, { id: doctor.id })
  if (!person?.signature) return refuse('signature-picture-missing')
  const data = await findApplicant(deps.db, check.applicant)
  if (!data) throw new Error(`check ${id} has no applicant`)

  const { number, code } = await reserve(deps, check)
  const report = makeReport(check, {
    personal: personalOf(data),
    doctor: { id: doctor.id, name: doctor.name, signature: person.signature },
    institution: deps.settings.institution,
    number,
    code,
    remark,
    now: deps.clock(),
  })
  if (isRefusal(report)) return report
  const digest = await deps.files.put(new TextEncoder().encode(canonical(report)))
  return run(deps, id, { kind, version, number, code, digest }, doctor, { id: command })
}

/** A report drawn up anew before its conclusion keeps its number and code; one that supersedes gets others. */
const reserve = async (deps: Deps, check: Check): Promise<{ number: string; code: string }> => {
  if (check.reserved && check.reserved.number !== check.report?.number) return check.reserved
  const day = chinaDay(deps.clock()).replaceAll('-', '')
  const count = await countOn(deps.db, `report ${day}`)
  return { number: `RF${day}-${String(count).padStart(6, '0')}`, code: letters(deps.random(16)) }
}

/** The challenge that a passkey signs: the report's digest itself. */
export const challengeOf = (digest: string): string => Buffer.from(digest, 'hex').toString('base64url')

/** How this doctor can sign what is drawn up. */
export const signingOf = async (
  deps: Deps,
  doctor: Doctor,
  id: string,
): Promise<{ options: RequestOptions | null; password: boolean } | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  if (check.drawnUp?.doctor !== doctor.id) return refuse('not-drawn-up')
  const options = requestOptions(deps, await signingPasskeysOf(deps.db, doctor.id), challengeOf(check.drawnUp.digest))
  return { options, password: deps.settings.demo }
}

type Proof = { signedBy: SignedBy; assertion: string | null; passkey: { id: string; counter: number; publicKey: string } | null }

/** The doctor signs the digest of what the console showed. The paper is drawn afterwards. */
export const conclude = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version, digest, proof }: Conclusion,
): Promise<Check | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  if (check.drawnUp?.doctor !== doctor.id) return refuse('not-drawn-up')
  if (check.drawnUp.digest !== digest) return refuse('digest-differs')
  const proven = proof.by === 'passkey' ? await byPasskey(deps, doctor, digest, proof.assertion) : await byPassword(deps, doctor, proof)
  if (isRefusal(proven)) return proven
  const { outcome, supersedes, number, code } = await storedReport(deps, digest)
  const { signedBy, assertion, passkey } = proven
  return run(deps, id, { kind: 'conclude', version, digest, signedBy, outcome, ...(passkey && { publicKey: passkey.publicKey }) }, doctor, {
    id: command,
    also: async (tx, after) => {
      if (passkey) await countPasskey(tx, passkey.id, passkey.counter, deps.clock().toISOString())
      const at = after.report?.concludedAt ?? deps.clock().toISOString()
      return addReport(tx, { number, check: id, code, digest, signedBy, assertion, at }, supersedes ? [supersedes] : [])
    },
  })
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
