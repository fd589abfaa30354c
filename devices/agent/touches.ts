import type { Touch } from '#protocol/booth.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Attempts } from '../attempt/attempts.ts'
import { isOver } from '../attempt/over.ts'
import type { Bench } from '../bench/bench.ts'
import type { Spool } from '../keep/spool.ts'
import type { CardLaid } from './card.ts'
import { DONE, type Done } from './done.ts'
import type { DriverHere } from './driver-here.ts'
import type { Help } from './help.ts'
import type { Showing } from './showing.ts'
import type { DriverWatch } from './still-there.ts'
import type { Uplink } from './uplink.ts'

export type TouchesDeps = {
  showing: Showing
  here: DriverHere
  card: Pick<CardLaid, 'answer'>
  attempts: Pick<Attempts, 'page'>
  watch: Pick<DriverWatch, 'sign' | 'shown' | 'asking'>
  help: Pick<Help, 'want'>
  uplink: Pick<Uplink, 'ask' | 'deliver'>
  bench: Pick<Bench, 'lacking'>
  spool: Pick<Spool, 'ready'>
}

type Touches = { [T in Touch as T['touch']]: T }
type Act<K extends keyof Touches> = (touched: Touches[K]) => Promise<Done | Refusal> | Done | Refusal

/** Nobody has touched anything: the page tells how loud it is or what its camera sees, began a station by itself, or has listened to the room. */
const isOfThePage = (touched: Touch): boolean =>
  touched.touch === 'noise' ||
  touched.touch === 'eyes' ||
  touched.touch === 'voice' ||
  (touched.touch === 'start' && touched.byItself === true) ||
  (touched.touch === 'answer' && typeof touched.answer === 'object' && 'dbfs' in touched.answer)

/** What the driver touches on the page, and what is done about it. */
export const takesTouches = (deps: TouchesDeps): ((touch: Touch) => Promise<Done | Refusal>) => {
  const { showing, here, card, attempts, watch, help, uplink, bench, spool } = deps
  const acts: { readonly [K in keyof Touches]: Act<K> } = {
    language({ language }) {
      showing.change({ language })
      return DONE
    },
    'seen-refusal'() {
      showing.change({ refusal: null })
      return DONE
    },
    declare: ({ touch: _, ...declared }) => here.command((ids) => uplink.ask('booth:declare', { ...ids, ...declared })),
    start({ touch: _, byItself: __, ...wish }) {
      const lacking = bench.lacking(wish.station)
      const unfit = lacking ? refuse('device-missing', { device: lacking }) : spool.ready()
      if (unfit) {
        showing.refuse(unfit)
        return unfit
      }
      // A quick hand is here before the last reading has arrived there: until then the server takes that station for running.
      return here.command(async (ids) => {
        await uplink.deliver()
        return uplink.ask('booth:start', { ...ids, ...wish })
      })
    },
    answer: ({ attempt, index, answer }) =>
      attempts.page(attempt, index, { sign: 'answer', answer }) ? DONE : refuse('station-not-running'),
    shown: ({ attempt, index }) => (attempts.page(attempt, index, { sign: 'shown' }) ? DONE : refuse('station-not-running')),
    noise: ({ attempt, index, dbfs }) => (attempts.page(attempt, index, { sign: 'noise', dbfs }) ? DONE : refuse('station-not-running')),
    eyes: ({ touch: _, attempt, index, ...seen }) =>
      attempts.page(attempt, index, { sign: 'eyes', ...seen }) ? DONE : refuse('station-not-running'),
    voice: ({ attempt, index, ms }) => (attempts.page(attempt, index, { sign: 'voice', ms }) ? DONE : refuse('station-not-running')),
    card: ({ begin, case: chosen }) => card.answer(begin, chosen),
    notices: ({ wanted, phone }) =>
      here.command((ids) => uplink.ask('booth:notices', { ...ids, wanted, phone, language: showing.view().language })),
    recording: ({ touch: _, ...answer }) => here.command((ids) => uplink.ask('booth:recording', { ...ids, ...answer })),
    'still-here': () => DONE,
    help({ whom, wanted }) {
      help.want(whom, wanted)
      return DONE
    },
    leave({ why }) {
      const { check } = showing.view()
      if (check && !isOver(check)) here.goneAway('left', check.phase === 'opened' ? (why ?? 'declined') : 'kept')
      here.leave()
      if (!check) here.freshScreen()
      return DONE
    },
  }
  const act = <K extends keyof Touches>(kind: K, touched: Touches[K]) => acts[kind](touched)
  return async (touched) => {
    if (touched.touch === 'answer' && watch.asking()) return refuse('station-not-running')
    if (touched.touch === 'shown') watch.shown()
    else if (!isOfThePage(touched)) watch.sign()
    return act(touched.touch, touched)
  }
}
