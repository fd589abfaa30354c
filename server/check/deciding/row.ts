import type { Phase } from '#protocol/check.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Actor, Of } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands, Kind } from '../commands.ts'
import { EVENTS_MOST, type Event } from '../events.ts'

/** The events that a command causes, or why it is refused. None: allowed, and nothing changes. */
export type Answer = Event[] | Refusal

/** Now, by the wall's clock; and by the one that nobody sets, by which leases run. */
export type Now = { now: Date; steady: Date }

/** Who may, each from which phases. */
type May = Partial<Record<Actor['kind'], readonly (Phase | 'none')[]>>

/** What a row says beside who may. */
type Limits = {
  /** A doctor must hold the lease. */
  holder?: true
  /** Any booth may, not only the one in which the check stands. */
  anyBooth?: true
  /** It stands whatever happened since the version that it was decided on. */
  anyVersion?: true
  /** It brings something to its end: a check that is full is left by it. */
  ends?: true
  /** A driver says or shows it and nothing is measured by it: the booth, too, adds none to a check that is full. */
  said?: true
}

/** One command: who may, from which phases, whether a doctor must hold the lease, and what comes of it. */
export type Row<K extends Kind> = Limits & {
  may: May
  /** Why it is refused whatever is asked: who, from where, and on which version. Null: what comes of it may be decided. */
  refuses: (check: Check | null, asked: object, actor: Actor) => Refusal | null
  decide: (check: Check | null, asked: Commands[K], actor: Actor, now: Now) => Answer
}

const isOf = <K extends Actor['kind']>(kinds: readonly string[], actor: Actor): actor is Of<K> => kinds.includes(actor.kind)

/** A row of a check that there is: what comes of it is asked only when the row lets this actor do it, from where the check stands. */
export const row = <K extends Kind, M extends May>({
  decide,
  ...rule
}: Limits & { may: M; decide: (check: Check, asked: Commands[K], actor: Of<keyof M & Actor['kind']>, now: Now) => Answer }): Row<K> => {
  const kinds = Object.keys(rule.may)
  const refuses: Row<K>['refuses'] = (check, asked, actor) => {
    if (!kinds.includes(actor.kind)) return refuse('not-allowed')
    return check ? refusedBy(rule, check, asked, actor) : refuse('check-unknown')
  }
  return {
    ...rule,
    refuses,
    decide: (check, asked, actor, now) => {
      const refused = refuses(check, asked, actor)
      if (refused) return refused
      return check && isOf<keyof M & Actor['kind']>(kinds, actor) ? decide(check, asked, actor, now) : refuse('not-allowed')
    },
  }
}

/** The row of what begins a check. */
export const first = <K extends Kind, M extends May>({
  may,
  decide,
}: {
  may: M
  decide: (asked: Commands[K], actor: Of<keyof M & Actor['kind']>) => Answer
}): Row<K> => {
  const kinds = Object.keys(may)
  const refuses: Row<K>['refuses'] = (check, _, actor) => {
    if (!kinds.includes(actor.kind)) return refuse('not-allowed')
    if (!check) return null
    return isAway(check, actor) ? refuse('check-unknown') : refuse('wrong-state', { phase: check.phase })
  }
  return {
    may,
    refuses,
    decide: (check, asked, actor) => {
      const refused = refuses(check, {}, actor)
      if (refused) return refused
      return isOf<keyof M & Actor['kind']>(kinds, actor) ? decide(asked, actor) : refuse('not-allowed')
    },
  }
}

const isAway = (check: Check, actor: Actor): boolean => actor.kind === 'booth' && actor.id !== check.booth.id

/** Was it decided on what the check is now? */
const isNow = ({ version, stands = version }: Check, asked: unknown): boolean =>
  typeof asked === 'number' && asked >= stands && asked <= version

/** Does it have as many events as anybody needs? */
export const isFull = ({ version }: Check): boolean => version >= EVENTS_MOST

const refusedBy = (rule: Limits & { may: May }, check: Check, asked: object, actor: Actor): Refusal | null => {
  const { phase, lease } = check
  // Those whose check it isn't don't even hear in which state it is.
  if (!rule.anyBooth && isAway(check, actor)) return refuse('check-unknown')
  if (!rule.may[actor.kind]?.includes(phase)) return refuse('wrong-state', { phase })
  if (rule.holder && actor.kind === 'doctor' && lease?.doctor.id !== actor.id)
    return lease ? refuse('claimed-by-other', { doctor: lease.doctor.name }) : refuse('not-your-check')
  const adds = actor.kind === 'doctor' || actor.kind === 'counter' || rule.said
  if (adds && !rule.ends && isFull(check)) return refuse('check-full', { most: EVENTS_MOST })
  // From the booth and the system, whose word holds wherever the check stands, it is null or absent.
  const version = 'version' in asked ? asked.version : null
  return rule.anyVersion || version === null || isNow(check, version) ? null : refuse('stale', { version: check.version })
}
