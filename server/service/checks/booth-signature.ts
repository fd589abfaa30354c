import type { Booth } from '#check/actors.ts'
import { signedText } from '#protocol/canonical.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { stepped } from '../../steady.ts'
import { findMachine, listMachines, type MachineRow } from '../../store/machines.ts'
import { isSignedBy } from '../machines/keys.ts'

/**
 * How far a booth's clock may be from ours, ms: machines that set theirs from the net are within a second, and a minute is soon lost
 * on one that doesn't. What a booth says of time is compared with when its calibrations end, so that whoever could date a log back,
 * or ahead, could dodge that end.
 */
const CLOCK_MS = 120_000

/** The same, where our own clock was set since the program started: until the booth's has followed it, that is nobody's fault. */
export const clockSlack = (deps: Deps): number => CLOCK_MS + stepped(deps)

/**
 * Why something signed isn't this booth's word, or null: it is. `unsigned`; `other-booth`: signed well, by another one's key;
 * `machine-disabled`: an administrator has shut the booth off;
 * `signature-wrong`: it isn't what was signed, or nobody knows the key.
 */
export const notTheWordOf = async (deps: Deps, booth: Booth, signed: { signature: string }): Promise<Refusal | null> => {
  if (signed.signature === '') return refuse('unsigned')
  const text = signedText(signed)
  const isBy = ({ publicKey }: MachineRow) => publicKey !== null && isSignedBy(publicKey, text, signed.signature)
  const own = await findMachine(deps.db, booth.id)
  if (own?.disabled) return refuse('machine-disabled')
  if (own && isBy(own)) return null
  return refuse((await listMachines(deps.db)).some(isBy) ? 'other-booth' : 'signature-wrong')
}

/** What a booth signs is counted by kind: those of one kind come in order, while one kind may wait for another. */
const KINDS = ['card', 'reading', 'calibration'] as const

/** The name of a count of a booth's numbers. */
export const countName = (kind: (typeof KINDS)[number], booth: string): string => `${kind} ${booth}`

/** The names of all counts of a booth's numbers. */
export const countNames = (booth: string): string[] => KINDS.map((kind) => countName(kind, booth))
