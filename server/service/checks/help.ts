import type { Booth, Doctor } from '#check/actors.ts'
import type { HelpView, HelpWanted } from '#protocol/help.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { addHelp, answeredHelp, answerHelp, type OpenHelp, openHelp, withdrawHelp } from '../../store/help.ts'
import { showingOf } from '../../store/machines.ts'
import { queueLinesOf } from '../../store/queue.ts'
import { listSites } from '../../store/sites.ts'
import { includes, type Reader, type Scope } from '../sites/scope.ts'

/** Takes down what a booth calls for now: new calls are written, those that it makes no more are over. */
export const noteHelp = async (deps: Deps, booth: Pick<Booth, 'id'>, wanted: readonly HelpWanted[]): Promise<void> => {
  const at = deps.clock().toISOString()
  const over = await withdrawHelp(deps.db, { booth: booth.id, but: wanted.map(({ id }) => id), at })
  const showing = wanted.length > 0 ? await showingOf(deps.db, booth.id) : null
  // Of a check in which nothing was consented to nothing is kept.
  const check = showing && (await queueLinesOf(deps.db, [showing])).length > 0 ? showing : null
  for (const { id, whom } of wanted)
    if (await addHelp(deps.db, { id, whom, booth: booth.id, check, at }))
      deps.log.info({ booth: booth.id, check, help: id, whom }, 'a booth calls')
  if (over > 0) deps.log.info({ booth: booth.id, over }, 'a booth doesn’t call any more')
  // Also where all was known already: a booth that comes back hears what was answered meanwhile.
  if (over > 0 || wanted.length > 0) deps.announce({ kind: 'help', booth: booth.id })
}

/** Which of these calls of a booth have been answered. */
export const heardOf = (deps: Deps, booth: string, ids: readonly string[]): Promise<string[]> => answeredHelp(deps.db, booth, ids)

/** The calls that nobody has answered, for each who may. `any`: there is one, whoever may answer it. */
export const helpCalls = async (deps: Deps): Promise<{ any: boolean; of: (reader: Reader) => HelpView }> => {
  const open = await openHelp(deps.db)
  const sites = new Map((open.length > 0 ? await listSites(deps.db) : []).map((site) => [site.id, site]))
  const serves = (scope: Scope | null, site: string) => {
    const squad = sites.get(site)?.squad ?? null
    return scope !== null && (includes(scope, site) || (squad !== null && includes(scope, squad)))
  }
  const isFor = ({ id, doctor, counter, administrator }: Reader, call: OpenHelp): boolean =>
    call.whom === 'doctor'
      ? // Whose driver it is answers; of a driver whom nobody has claimed anybody may.
        serves(doctor, call.booth.site) && (call.doctor ?? id) === id
      : serves(counter, call.booth.site) || serves(administrator, call.booth.site)
  return {
    any: open.length > 0,
    of: (reader) => ({
      calls: open
        .filter((call) => isFor(reader, call))
        .map(({ id, whom, booth, check, at }) => ({ id, whom, booth: booth.name, site: sites.get(booth.site)?.name ?? '', check, at })),
    }),
  }
}

/** Somebody answers a call that is theirs to answer: it sounds nowhere any more, and the booth says that they come. */
export const answer = async (deps: Deps, reader: Reader, id: string): Promise<{ done: true } | Refusal> => {
  const call = (await openHelp(deps.db)).find((one) => one.id === id)
  // Two who press at once both come, and neither needs to read why.
  if (!call) return { done: true }
  if (!(await helpCalls(deps)).of(reader).calls.some((one) => one.id === id)) return refuse('not-allowed')
  await answered(deps, call, reader.id)
  return { done: true }
}

/** A doctor who takes the driver in has answered their call. */
export const answerByClaim = async (deps: Deps, doctor: Pick<Doctor, 'id'>, booth: string): Promise<void> => {
  for (const call of await openHelp(deps.db)) if (call.whom === 'doctor' && call.booth.id === booth) await answered(deps, call, doctor.id)
}

const answered = async (deps: Deps, { id, booth, whom }: OpenHelp, by: string): Promise<void> => {
  if (!(await answerHelp(deps.db, { id, by, at: deps.clock().toISOString() }))) return
  deps.log.info({ booth: booth.id, help: id, whom, by }, 'a call was answered')
  deps.announce({ kind: 'help', booth: booth.id })
}
