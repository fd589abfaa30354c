import { Value } from 'typebox/value'
import { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import {
  CALIBRATIONS_MOST,
  type CalibrationViews,
  type Enrolled,
  type Enrolment,
  handshakeText,
  type Machine,
  type MachineChange,
  type MachineHandshake,
  type NewMachine,
} from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { calibrationsOf } from '../../store/calibrations.ts'
import {
  addMachine,
  disableMachine,
  enableMachine,
  enrolMachine,
  findMachine,
  isDeadKey,
  listMachines,
  type MachineRow,
  moveMachine,
  setCode,
  setSecond,
} from '../../store/machines.ts'
import { includes, type Scope } from '../sites/scope.ts'
import { openSite } from '../sites/sites.ts'
import { codeFor, isSignedBy, sameCode } from './keys.ts'
import { saysSimulated } from './simulated.ts'

export type { MachineRow }

/** How long an enrolment code is good, ms. */
const CODE_MS = 24 * 3_600_000

const codeOf = (deps: Deps, id: string, until: string): string => codeFor(deps.key, `enrol ${id} ${until}`)
const codeEnd = (deps: Deps): string => new Date(deps.clock().getTime() + CODE_MS).toISOString()

const machineView = (
  deps: Deps,
  here: ReadonlySet<string>,
  { id, kind, name, site, publicKey, codeUntil, disabled, secondAt, devices }: MachineRow,
): Machine => ({
  id,
  kind,
  name,
  site: site.id,
  enrolled: publicKey !== null,
  disabled,
  code: codeUntil && codeUntil > deps.clock().toISOString() ? { code: codeOf(deps, id, codeUntil), until: codeUntil } : null,
  online: here.has(id),
  secondAt,
  simulated: saysSimulated(devices),
})

export const machines = async (deps: Deps, scope: Scope): Promise<Machine[]> => {
  const here = await deps.presence.here()
  return (await listMachines(deps.db)).filter(({ site }) => includes(scope, site.id)).map((row) => machineView(deps, here, row))
}

/** A new booth or hall screen, with the code by which it enrols. */
export const createMachine = async (deps: Deps, machine: NewMachine): Promise<Machine | Refusal> => {
  const unprintable = unprintableText(deps.fonts, { booth: machine.name })
  if (unprintable) return unprintable
  const site = await openSite(deps, machine.site)
  if (isRefusal(site)) return site
  const id = deps.ids()
  if (!(await addMachine(deps.db, deps.key, { id, ...machine, codeUntil: codeEnd(deps) })))
    return refuse('name-taken', { name: machine.name })
  deps.announce({ kind: 'machines' })
  return viewOf(deps, id)
}

/** What a booth has told of its devices, with the figures, the newest first. */
export const calibrations = async (deps: Deps, id: string): Promise<CalibrationViews | Refusal> => {
  if (!(await findMachine(deps.db, id))) return refuse('not-found')
  const { entries: told, more } = await calibrationsOf(deps.db, id, CALIBRATIONS_MOST)
  // One of a form from before can't be shown as it is declared now.
  const shown = told
    .map(({ device, ...rest }, index) => ({ ...rest, current: told.findIndex((one) => one.device === device) === index }))
    .filter(({ value }) => Value.Check(CalibrationValue, value))
  return { entries: shown, more }
}

/** Another code: for a machine whose code ran out, or whose key is to be replaced. */
export const renewCode = async (deps: Deps, id: string): Promise<Machine | Refusal> => {
  if ((await findMachine(deps.db, id))?.disabled) return refuse('machine-disabled')
  await setCode(deps.db, id, codeEnd(deps))
  return viewOf(deps, id)
}

/**
 * Shuts a machine off at once: its line is closed, its key and code are dead, and nothing that the key signed is taken any more. One that
 * is let back has no key: it is enrolled again, by a new code and a new key. One that is moved comes in again from its new site.
 */
export const changeMachine = async (deps: Deps, id: string, { disabled, site }: MachineChange): Promise<Machine | Refusal> => {
  const machine = await findMachine(deps.db, id)
  if (!machine) return refuse('not-found')
  const moves = site !== undefined && site !== machine.site.id
  if (moves || disabled === false) {
    const there = await openSite(deps, site ?? machine.site.id)
    if (isRefusal(there)) return there
  }
  const turns = disabled !== undefined && machine.disabled !== disabled
  if (moves && !(await moveMachine(deps.db, deps.key, { id, kind: machine.kind, name: machine.name, site })))
    return refuse('name-taken', { name: machine.name })
  if (turns && disabled) await disableMachine(deps.db, deps.key, id, deps.clock().toISOString())
  if (turns && !disabled) await enableMachine(deps.db, deps.key, id)
  if (moves || turns) {
    deps.announce({ kind: 'machine', machine: id })
    deps.announce({ kind: 'machines' })
    deps.log.info({ machine: id, disabled, site }, 'a machine was shut off, let back or moved')
  }
  return viewOf(deps, id)
}

const viewOf = async (deps: Deps, id: string): Promise<Machine | Refusal> => {
  const row = await findMachine(deps.db, id)
  return row ? machineView(deps, await deps.presence.here(), row) : refuse('not-found')
}

/**
 * A machine gives its code and its public key, and is known by the key from then on. The same code and key again, since the answer was
 * lost, are answered again.
 */
export const enrol = async (deps: Deps, { code, publicKey }: Enrolment): Promise<Enrolled | Refusal> => {
  const now = deps.clock().toISOString()
  const dead = await isDeadKey(deps.db, publicKey)
  for (const { id, kind, name, site, codeUntil, usedUntil, publicKey: known } of await listMachines(deps.db)) {
    const isBy = (until: string | null): until is string => until !== null && until > now && sameCode(codeOf(deps, id, until), code)
    if (known === publicKey && isBy(usedUntil)) return { id, kind, name, site: site.name }
    if (!isBy(codeUntil)) continue
    if (dead) return refuse('key-dead')
    if (!(await enrolMachine(deps.db, deps.key, { id, codeUntil, publicKey, at: deps.clock().toISOString() }))) break
    deps.log.info({ machine: id, kind }, 'a machine was enrolled')
    // Whoever stands there by the key before has to prove itself again.
    deps.announce({ kind: 'machine', machine: id })
    deps.announce({ kind: 'machines' })
    return { id, kind, name, site: site.name }
  }
  return refuse('code-wrong')
}

/** Each try of a second computer is worth a line, but not a record: it goes on trying. */
const SECOND_MS = 60_000

/** A second computer has come with the key of a machine that is there itself: the administrator is to see it. */
export const noteSecond = async (deps: Deps, id: string): Promise<void> => {
  const now = deps.clock()
  const noted = (await findMachine(deps.db, id))?.secondAt
  if (noted && Math.abs(now.getTime() - Date.parse(noted)) < SECOND_MS) return
  await setSecond(deps.db, id, now.toISOString())
  deps.log.warn({ machine: id }, 'a second computer has come with the key of a machine that is there')
  deps.announce({ kind: 'machines' })
}

/** The machine that shakes hands, when it holds the key that was enrolled. */
export const recognise = async (
  deps: Deps,
  { machine: id, nonce, signature }: MachineHandshake,
  kind: Machine['kind'],
): Promise<MachineRow | Refusal> => {
  const { nonces } = deps.presence
  if (!(await nonces.good(nonce))) return refuse('nonce-unknown')
  const machine = await findMachine(deps.db, id)
  if (machine?.kind === kind && machine.disabled) return refuse('machine-disabled')
  if (machine?.kind !== kind || !machine.publicKey) return refuse('booth-unknown')
  if (!isSignedBy(machine.publicKey, handshakeText(nonce), signature)) return refuse('signature-wrong')
  // Another socket may have come with the same one while the machine was looked up.
  return (await nonces.use(nonce)) ? machine : refuse('nonce-unknown')
}
