import type { Static } from 'typebox'
import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { correctedFields, correctedReport } from '#check/corrected.ts'
import { decide } from '#check/decide.ts'
import { registeredOf } from '#check/registry.ts'
import { canonical } from '#protocol/canonical.ts'
import type { Correction } from '#protocol/correction.ts'
import type { staffMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { unprintable } from '../../report/layout.ts'
import { findPerson } from '../../store/people.ts'
import { simulatedIn } from '../machines/simulated.ts'
import { signersOf } from '../registry/signing.ts'
import { type Found, run, theCheck } from '../run.ts'
import { storedReport } from '../stored/stored-report.ts'
import { reserve, UNNUMBERED } from './signoff.ts'

type Asked = Static<(typeof staffMessages)['check:correct']['request']>

/**
 * Draws up a report that takes the place of this check's, with what was mistyped put right and everything else as it was signed. It is signed by
 * whoever drew it up and by a second doctor; nobody is examined for it.
 */
export const correct = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version, correction, reason }: Asked,
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  if (check.commands.includes(command)) return check
  const simulated = simulatedIn(deps, check)
  if (simulated) return simulated
  const { report } = check
  if (!report) return refuse('wrong-state', { phase: check.phase })
  const before = await storedReport(deps, report.digest)
  const corrections = present(correction)
  const wanted = { kind: 'correct' as const, version, fields: correctedFields(before, corrections), outcome: report.outcome }
  const allowed = decide(check, { ...wanted, number: '', code: '', digest: '' }, doctor, deps.clock(), deps.steady())
  if (isRefusal(allowed)) return allowed
  const signers = await signersOf(deps, check, doctor, before.outcome.classes)
  if (isRefusal(signers)) return signers
  const person = await findPerson(deps.db, { id: doctor.id })
  if (!person?.signature) return refuse('signature-picture-missing')
  const made = correctedReport(before, corrections, {
    doctor: { id: doctor.id, name: doctor.name, signature: person.signature },
    institution: signers.institution.value.name,
    registered: registeredOf(signers),
    ...UNNUMBERED,
    remark: reason,
    now: deps.clock(),
  })
  const refused = unprintable(made, deps.fonts)
  if (refused) return refused
  const { number, code } = await reserve(deps, check)
  const digest = await deps.files.put(new TextEncoder().encode(canonical({ ...made, number, code })))
  return run(deps, id, { ...wanted, number, code, digest }, doctor, { id: command, found: check })
}

/** Without what is left as it was. */
const present = ({ name, address, phone, file }: Correction) => ({
  ...(name !== undefined && { name }),
  ...(address !== undefined && { address }),
  ...(phone !== undefined && { phone }),
  ...(file !== undefined && { file }),
})
