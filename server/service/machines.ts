import { Value } from 'typebox/value'
import { refuse, type Refusal } from '#protocol/refusal.ts'
import { CalibrationValue } from '#protocol/reading.ts'
import {
  handshakeText,
  type CalibrationView,
  type Enrolled,
  type Enrolment,
  type Machine,
  type MachineHandshake,
  type NewMachine,
} from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { calibrationsOf } from '../store/calibrations.ts'
import {
  addMachine,
  disableMachine,
  enableMachine,
  enrolMachine,
  findMachine,
  isDeadKey,
  listMachines,
  setCode,
  type MachineRow,
} from '../store/machines.ts'
import { codeFor, isSignedBy, sameCode } from './keys.ts'

export type { MachineRow }

/** How long an enrolment code is good, ms. */
const CODE_MS = 24 * 3_600_000
/** How long a handshake number is good, ms, and how many are remembered. */
const NONCE_MS = 60_000
const NONCES = 10_000

const codeOf = (deps: Deps, id: string, until: string): string => codeFor(deps.key, `enrol ${id} ${until}`)
const codeEnd = (deps: Deps): string => new Date(deps.clock().getTime() + CODE_MS).toISOString()

const machineView = (deps: Deps, { id, kind, name, hall, publicKey, codeUntil, disabled }: MachineRow): Machine => ({
  id,
  kind,
  name,
  hall,
  enrolled: publicKey !== null,
  disabled,
  code: codeUntil && codeUntil > deps.clock().toISOString() ? { code: codeOf(deps, id, codeUntil), until: codeUntil } : null,
  online: deps.online.has(id),
})

export const machines = async (deps: Deps): Promise<Machine[]> => (await listMachines(deps.db)).map((row) => machineView(deps, row))

/** A new booth or hall screen, with the code by which it enrols. */
export const createMachine = async (deps: Deps, machine: NewMachine): Promise<Machine | Refusal> => {
  const id = deps.ids()
  if (!(await addMachine(deps.db, { id, ...machine, codeUntil: codeEnd(deps) }))) return refuse('name-taken', { name: machine.name })
  deps.announce({ kind: 'machines' })
  return viewOf(deps, id)
}

/** How many calibrations of a booth are shown. */
const MOST_CALIBRATIONS = 60

/** What a booth has told of its devices, with the figures, the newest first. */
export const calibrations = async (deps: Deps, id: string): Promise<CalibrationView[] | Refusal> => {
  if (!(await findMachine(deps.db, id))) return refuse('not-found')
  const told = await calibrationsOf(deps.db, id, MOST_CALIBRATIONS)
  // One of a form from before can't be shown as it is declared now.
  return told
    .filter(({ value }) => Value.Check(CalibrationValue, value))
    .map(({ device, ...rest }, index) => ({ ...rest, current: told.findIndex((one) => one.device === device) === index }))
}

/** Another code: for a machine whose code ran out, or whose key is to be replaced. */
export const renewCode = async (deps: Deps, id: string): Promise<Machine | Refusal> => {
  if ((await findMachine(deps.db, id))?.disabled) return refuse('machine-disabled')
  await setCode(deps.db, id, codeEnd(deps))
  return viewOf(deps, id)
}

/**
 * Shuts a machine off at once: its line is closed, its key and code are dead, and nothing that the key signed is taken any more. One that
 * is let back has no key: it is enrolled anew, by a new code and a new key.
 */
export const changeMachine = async (deps: Deps, id: string, { disabled }: { disabled: boolean }): Promise<Machine | Refusal> => {
  const machine = await findMachine(deps.db, id)
  if (!machine) return refuse('not-found')
  if (machine.disabled !== disabled) {
    if (disabled) await disableMachine(deps.db, id, deps.clock().toISOString())
    else await enableMachine(deps.db, id)
    deps.announce({ kind: 'machine', machine: id })
    deps.announce({ kind: 'machines' })
    deps.log.info({ machine: id, disabled }, 'a machine was shut off or let back')
  }
  return viewOf(deps, id)
}

const viewOf = async (deps: Deps, id: string): Promise<Machine | Refusal> => {
  const row = await findMachine(deps.db, id)
  return row ? machineView(deps, row) : refuse('not-found')
}

/**
 * A machine gives its code and its public key, and is known by the key from then on. The same code and key again, since the answer was
 * lost, are answered again.
 */
export const enrol = async (deps: Deps, { code, publicKey }: Enrolment): Promise<Enrolled | Refusal> => {
  const now = deps.clock().toISOString()
  const dead = await isDeadKey(deps.db, publicKey)
  for (const { id, kind, name, hall, codeUntil, usedUntil, publicKey: known } of await listMachines(deps.db)) {
    const isBy = (until: string | null): until is string => until !== null && until > now && sameCode(codeOf(deps, id, until), code)
    if (known === publicKey && isBy(usedUntil)) return { id, kind, name, hall }
    if (!isBy(codeUntil)) continue
    if (dead) return refuse('key-dead')
    if (!(await enrolMachine(deps.db, id, codeUntil, publicKey))) break
    deps.log.info({ machine: id, kind }, 'a machine was enrolled')
    // Whoever stands there by the key before has to prove itself anew.
    deps.announce({ kind: 'machine', machine: id })
    deps.announce({ kind: 'machines' })
    return { id, kind, name, hall }
  }
  return refuse('code-wrong')
}

/** Numbers used once, by which machines prove at a handshake that they are there now. */
export type Nonces = { issue(): string; use(nonce: string): boolean }

export const openNonces = ({ random, clock }: Pick<Deps, 'random' | 'clock'>): Nonces => {
  const until = new Map<string, number>()
  return {
    issue() {
      const now = clock().getTime()
      for (const [nonce, end] of until) if (end <= now || until.size >= NONCES) until.delete(nonce)
      const nonce = Buffer.from(random(32)).toString('base64url')
      until.set(nonce, now + NONCE_MS)
      return nonce
    },
    use(nonce) {
      const end = until.get(nonce)
      until.delete(nonce)
      return end !== undefined && end > clock().getTime()
    },
  }
}

/** The machine that shakes hands, when it holds the key that was enrolled. */
export const recognise = async (
  deps: Deps,
  nonces: Nonces,
  { machine: id, nonce, signature }: MachineHandshake,
  kind: Machine['kind'],
): Promise<MachineRow | Refusal> => {
  if (!nonces.use(nonce)) return refuse('nonce-unknown')
  const machine = await findMachine(deps.db, id)
  if (machine?.kind === kind && machine.disabled) return refuse('machine-disabled')
  if (machine?.kind !== kind || !machine.publicKey) return refuse('booth-unknown')
  return isSignedBy(machine.publicKey, handshakeText(nonce), signature) ? machine : refuse('signature-wrong')
}

/** Is this machine still known by the key with which it shook hands? */
export const machineStands = async (deps: Deps, { id, publicKey }: MachineRow): Promise<boolean> => {
  const machine = await findMachine(deps.db, id)
  return machine !== null && !machine.disabled && machine.publicKey === publicKey
}
