import { basisOf } from '#check/basis.ts'
import { eyeLimits, untestedBetterEye } from '#check/better-eye.ts'
import type { AttemptState, Check } from '#check/check.ts'
import { untriedCorrection } from '#check/correction.ts'
import { missingStations, standingFinding } from '#check/deciding/findings.ts'
import { foreseen } from '#check/foreseen.ts'
import { outcomeOf } from '#check/report.ts'
import { heightLimitsMm } from '#check/rules/classes.ts'
import { rulesOf } from '#check/rules/rules.ts'
import { turnOf } from '#check/turn.ts'
import type { AttemptView, BoothCheck, CheckView, StationView } from '#protocol/check.ts'
import { ageOn, chinaDay } from '#protocol/days.ts'
import type { DeviceState } from '#protocol/reading.ts'
import type { Report } from '#protocol/report.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import { type AnyStation, EVERY_STATION, isOfForm } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { findApplicant } from '../../store/applicants.ts'
import { loadCheck } from '../../store/checks.ts'
import { findMachine } from '../../store/machines.ts'
import { deliveryTries } from '../../store/outbox.ts'
import { masked, personalOf } from '../stored/identity.ts'
import { storedReport } from '../stored/stored-report.ts'
import { triedToday } from '../stored/tried.ts'
import { openErrands } from './errands.ts'
import { inForceBeside } from './history.ts'
import { noticesWanted } from './notices.ts'
import { recordingNow } from './recordings.ts'

/** Who looks. */
export type Viewer = { kind: 'booth' } | { kind: 'doctor'; id: string } | { kind: 'counter' }

/** A check as `viewer` may see it: the whole number and the draft go to those alone who need them. */
export const checkView = async (deps: Deps, check: Check, viewer: Viewer): Promise<CheckView> => {
  const data = await findApplicant(deps.db, check.applicant)
  if (!data) throw new Error(`check ${check.id} has no applicant`)
  const whole = personalOf(data)
  const drawnUp = drawnUpNow(check)
  const holds = viewer.kind === 'doctor' && (check.lease?.doctor.id === viewer.id || drawnUp?.doctor === viewer.id)
  const tried = viewer.kind === 'doctor' && !isOver(check) ? await triedToday(deps, check) : null
  const { name, sex, birth, address, number } = holds || viewer.kind === 'counter' ? whole : masked(whole)
  return {
    id: check.id,
    version: check.version,
    phase: check.phase,
    booth: {
      ...check.booth,
      site: check.booth.site.name,
      ...(viewer.kind === 'doctor' && !isOver(check) && (await boothNow(deps, check.booth.id))),
    },
    applicant: {
      name,
      sex,
      birth,
      age: ageOn(birth, chinaDay(new Date(check.openedAt))),
      number,
      address,
      classes: check.classes,
      case: check.case,
      business: check.business,
      ...(check.licence && { licence: check.licence }),
      cardPhoto: check.cardPhoto,
      ...(check.noCardPhoto && { noCardPhoto: check.noCardPhoto }),
    },
    openedAt: check.openedAt,
    declaration: check.declaration,
    ...(viewer.kind !== 'booth' && check.declaredBefore.length > 0 && { declaredBefore: check.declaredBefore }),
    ...(check.resumedAt && { resumedAt: check.resumedAt }),
    photo: check.photo,
    queue: queueOf(check),
    lease: check.lease,
    ...(check.kept && { kept: check.kept.doctor.name }),
    ...(viewer.kind === 'booth' && (await watchersFor(deps, check))),
    ...(viewer.kind !== 'counter' && (await seniorThere(deps, check))),
    ...(viewer.kind === 'doctor' && askedOthers(check)),
    stations: EVERY_STATION.map((station) => ({ ...stationView(check, station), ...(tried && { triedToday: tried[station] }) })),
    missing: missingStations(check),
    foreseen: foreseen(check, deps.clock()),
    outcome: outcomeSoFar(check, deps.clock()),
    notes: check.notes.map(({ doctor, text, at }) => ({ doctor: doctor.name, text, at })),
    faults: check.faults,
    drawnUp: drawnUp && { number: drawnUp.number, digest: drawnUp.digest, at: drawnUp.at },
    draft: await draftFor(deps, check, viewer),
    ...signedOf(check),
    ...(await beforeOf(deps, check)),
    ...(check.declined.length > 0 && viewer.kind === 'doctor'
      ? { declined: check.declined.map(({ doctor, reason, at }) => ({ doctor: doctor.name, reason, at })) }
      : {}),
    report: reportOf(deps, check),
    ...(await errandFor(deps, check, viewer)),
    handover: await handoverOf(deps, check),
    counter: check.counter,
    ...(check.provision && { provision: check.provision }),
    ...(await noticesFor(deps, check, viewer)),
    ...(await recordingFor(deps, check, viewer)),
    ...withdrawnOf(check),
  }
}

/** The second doctor is there for as long as the first is. */
const seniorThere = async (deps: Deps, { id, phase, lease }: Check): Promise<Pick<CheckView, 'senior'>> => {
  const senior = phase === 'underway' && lease ? await deps.presence.seniorAt(id) : null
  return senior && senior.id !== lease?.doctor.id ? { senior: senior.name } : {}
}

const askedOthers = ({ escalations = [], consultations = [] }: Check): Pick<CheckView, 'escalation' | 'consultations'> => {
  const escalation = escalations.at(-1)
  return { ...(escalation && { escalation }), ...(consultations.length > 0 && { consultations }) }
}

/** The driver is told by whom they are seen; nobody watches whom a doctor has claimed. */
const watchersFor = async (deps: Deps, check: Check): Promise<Pick<CheckView, 'watchers'>> => {
  const watchers = check.lease || check.phase !== 'underway' ? [] : await deps.presence.watchersOf(check.id)
  return watchers.length > 0 ? { watchers: watchers.map(({ name }) => name).slice(0, 100) } : {}
}

const noticesFor = async (deps: Deps, check: Check, viewer: Viewer): Promise<Pick<CheckView, 'notices'>> => {
  const notices = viewer.kind === 'booth' && check.report ? await noticesWanted(deps, check) : null
  return notices ? { notices } : {}
}

const recordingFor = async (deps: Deps, check: Check, viewer: Viewer): Promise<Pick<CheckView, 'recording'>> => {
  const recording = viewer.kind === 'counter' ? null : await recordingNow(deps, check)
  return recording ? { recording } : {}
}

/** What a doctor may sign: their own draft, or what another has signed and a second doctor must. */
const draftFor = (deps: Deps, check: Check, viewer: Viewer): Promise<Report> | null => {
  const { signed } = check
  const drawnUp = drawnUpNow(check)
  if (viewer.kind !== 'doctor') return null
  if (signed) return storedReport(deps, signed.digest)
  return drawnUp?.doctor === viewer.id ? storedReport(deps, drawnUp.digest) : null
}

const withdrawnOf = ({ withdrawal }: Check): Pick<CheckView, 'withdrawn'> => {
  if (!withdrawal) return {}
  const { by, as, reason, at } = withdrawal
  return { withdrawn: { by: by.name, as, reason, at } }
}

const signedOf = ({ signed }: Check): Pick<CheckView, 'signed'> => {
  if (!signed) return {}
  const { number, digest, doctor, signedBy, at, because } = signed
  return { signed: { number, digest, doctor, signedBy, at, because } }
}

/** While a check is open: the driver's report from another check that what it comes to will replace. */
const beforeOf = async (deps: Deps, check: Check): Promise<Pick<CheckView, 'before'>> => {
  const before = isOver(check) ? null : await inForceBeside(deps, check)
  return before ? { before } : {}
}

/** A report that waits for its doctor, whose lease has lapsed, is nobody's to see or to sign meanwhile. */
const drawnUpNow = ({ phase, drawnUp, lease }: Check): Check['drawnUp'] =>
  phase === 'underway' && lease?.doctor.id !== drawnUp?.doctor ? null : drawnUp

const isOver = ({ phase }: Check): boolean => phase !== 'opened' && phase !== 'underway'

/** Of a booth without a line nothing else is known. */
const DARK: readonly DeviceState[] = [{ kind: 'computer', name: 'computer', state: 'absent', simulated: false, faults: 0 }]

/** What a booth says about itself now. */
const boothNow = async (deps: Deps, booth: string): Promise<Pick<CheckView['booth'], 'devices' | 'cabin'>> => {
  const { here, cabin } = await deps.presence.of(booth)
  const devices = here ? ((await findMachine(deps.db, booth))?.devices ?? []) : [...DARK]
  return { devices, ...(cabin && { cabin: { ...cabin, noiseLimitDb: deps.settings.noiseLimitDb } }) }
}

/** The check of a booth with the attempt that its agent has to run. */
export const boothCheck = async (deps: Deps, check: Check): Promise<BoothCheck> => {
  const running = EVERY_STATION.flatMap((station) => check.stations[station].attempts).find(({ state }) => state === 'running')
  const view = await checkView(deps, check, { kind: 'booth' })
  return { check: view, attempt: running?.attempt ?? null, alone: aloneNow(deps, view) }
}

/** The stations that a driver may begin now while no doctor is with them: with one the doctor leads. */
const aloneNow = ({ settings }: Deps, { phase, photo, lease, foreseen, stations }: CheckView): Station[] =>
  phase !== 'underway' || photo === null || lease !== null || foreseen.length > 0
    ? []
    : STATIONS.filter(
        (name) => settings.alone.includes(name) && stations.some(({ station, state }) => station === name && state === 'waiting'),
      )

/** The newest view of a check by its id; null: there is none. */
export const viewOf = async (deps: Deps, id: string, viewer: Viewer): Promise<CheckView | null> => {
  const check = await loadCheck(deps.db, id)
  return check && checkView(deps, check, viewer)
}

const queueOf = (check: Check): CheckView['queue'] => (check.queuedAt && turnOf(check) !== null ? { since: check.queuedAt } : null)

const outcomeSoFar = (check: Check, now: Date): CheckView['outcome'] => {
  if (check.report && !check.drawnUp) return check.report.outcome
  const found = STATIONS.some((station) => standingFinding(check, station) !== null)
  return found ? outcomeOf(check, now) : null
}

const attemptView = ({ attempt, by, startedAt, state, reading, aside }: AttemptState): AttemptView => ({
  id: attempt.id,
  number: attempt.number,
  by,
  startedAt,
  setup: attempt.setup,
  state,
  reading: reading?.id ?? null,
  score: reading?.score ?? null,
  ...(aside && { aside }),
})

/** The strictest number that the driver's classes ask of a station: cm of height, level of acuity. */
const askedOf = (check: Check, station: AnyStation): number | undefined => {
  const rules = rulesOf(check.rules)
  if (station === 'acuity-left' || station === 'acuity-right') return Math.max(...eyeLimits(check, station))
  const [first, ...others] = station === 'height' ? heightLimitsMm(rules, check.classes) : []
  return first === undefined ? undefined : Math.max(first, ...others) / 10
}

/** A station of a check, with its attempts and what stands. */
export const stationView = (check: Check, station: AnyStation): StationView => {
  const { attempts, measured, decision } = check.stations[station]
  const running = attempts.some(({ state }) => state === 'running')
  const asked = askedOf(check, station)
  const untried = isOfForm(station) ? untriedCorrection(check, station) : null
  const basis = isOfForm(station) ? basisOf(check, station) : null
  const taken = (check.taken ?? []).filter((one) => one.station === station)
  // What is for information is measured as soon as it was read: nothing is found by it.
  const told = isOfForm(station) ? measured !== null : attempts.some(({ state }) => state === 'read')
  return {
    station,
    ...(asked === undefined ? {} : { asked }),
    state: running ? 'running' : decision ? 'decided' : told && station !== untestedBetterEye(check) ? 'measured' : 'waiting',
    attempts: attempts.map(attemptView),
    finding: isOfForm(station) ? standingFinding(check, station) : null,
    ...(untried ? { untried } : {}),
    ...(basis && { basis }),
    ...(taken.length > 0 && { taken: taken.map(({ camera, file, doctor, at }) => ({ camera, file, doctor: doctor.name, at })) }),
    source: decision ? 'doctor' : measured?.finding ? 'measured' : null,
    decision: decision && { doctor: decision.doctor.name, reason: decision.reason, at: decision.at, measured: decision.measured },
  }
}

const reportOf = ({ settings }: Deps, { report }: Check): CheckView['report'] =>
  report && {
    number: report.number,
    verifyUrl: `${settings.origin}/verify/${report.code}`,
    digest: report.digest,
    signedBy: report.signedBy,
    doctor: report.doctor.name,
    concludedAt: report.concludedAt,
    ...(report.countersigned && { countersigned: report.countersigned }),
    paper: report.pdf ? 'sealed' : report.held ? 'held' : 'drawing',
    held: report.held,
    pdf: report.pdf,
  }

const handoverOf = async (deps: Deps, check: Check): Promise<CheckView['handover']> => {
  if (!check.delivery || !check.report) return null
  const { state, receipt, reason } = check.delivery
  return { state, tries: await deliveryTries(deps.db, check.report.number), receipt, reason }
}

/** What the house still has to do by itself; why it failed is nothing to the driver, who can't fix it. */
const errandFor = async (deps: Deps, { phase, report }: Check, viewer: Viewer): Promise<Pick<CheckView, 'errand'>> => {
  if (!report || report.held || (phase !== 'concluded' && phase !== 'reported' && phase !== 'withdrawn')) return {}
  const errand = (await openErrands(deps, [report.number])).get(report.number)
  if (!errand) return {}
  const { sent: _, ...plain } = errand
  return { errand: viewer.kind === 'booth' ? { ...plain, fault: null } : errand }
}
