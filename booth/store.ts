import { type Store, storeOf } from '#kit/watch.ts'
import type { BoothView, Touch } from '#protocol/booth.ts'
import type { CheckView } from '#protocol/check.ts'
import { type Link, type LinkState, openLink } from '#protocol/link.ts'
import { pageMessages, pagePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'

export type DoorLink = Link<typeof pageMessages, typeof pagePushes>

/** What the booth's page draws. Everything in it comes again after a reload, except for answers that were refused a moment ago. */
export type BoothState = {
  view: BoothView | null
  door: LinkState
  /** The service said no to a touch, and the driver hasn't read it yet. */
  refused: Refusal | null
  /** Stations that only a doctor starts: known once one was refused. */
  needsDoctor: StationsOf
  /** Stations for which the driver has no glasses or hearing aid at hand: asked once, and once more after a reload. */
  declined: StationsOf
}
/** Stations of one check. */
type StationsOf = { check: string; stations: readonly Station[] }

/** The booth's store: the view comes in over the door, touches go out. */
export type Booth = Pick<Store<BoothState>, 'subscribe'> & {
  readonly state: BoothState
  readonly link: DoorLink
  /** Sends what the driver touched. True when it was taken. */
  touch(touch: Touch): Promise<boolean>
  /** Sends a still as JPEG, base64 without a prefix. True when it is good enough. */
  photo(jpeg: string): Promise<boolean>
  /** The driver has nothing to put on for this station. */
  decline(station: Station): void
  /** The driver has read the refusal that is shown. */
  seen(): void
}

/** Those of this check: another driver's are nobody's business. */
export const stationsOf = ({ check, stations }: StationsOf, { id }: CheckView): readonly Station[] => (check === id ? stations : [])

/** What is told of a trial. */
const OF_A_TRIAL: readonly Touch['touch'][] = ['answer', 'shown', 'noise', 'eyes', 'voice']

const NONE: StationsOf = { check: '', stations: [] }

/** Opens the door to the agent that served this page, and keeps it open. */
export const openBooth = (link: DoorLink = openLink('', { messages: pageMessages, pushes: pagePushes, path: '/door/socket' })): Booth => {
  const store = storeOf<BoothState>({ view: null, door: 'connecting', refused: null, needsDoctor: NONE, declined: NONE })
  const change = (part: Partial<BoothState>) => store.set({ ...store.value, ...part })
  link.on('booth:view', (view) => change({ view }))
  link.on('booth:stage', (moved) => store.value.view && change({ view: { ...store.value.view, ...moved } }))
  link.watch((door) => change({ door }))

  const taken = (answer: unknown): boolean => {
    if (isRefusal(answer)) change({ refused: answer })
    return !isRefusal(answer)
  }
  const add = (what: 'needsDoctor' | 'declined', station: Station) => {
    const check = store.value.view?.check?.id ?? ''
    const before = store.value[what]
    change({ [what]: { check, stations: before.check === check ? [...before.stations, station] : [station] } })
  }
  return {
    subscribe: store.subscribe,
    get state() {
      return store.value
    },
    link,
    async touch(touch) {
      const answer = await link.ask('page:touch', touch)
      if (touch.touch === 'start' && isRefusal(answer) && answer.refused === 'doctor-needed') {
        add('needsDoctor', touch.station)
        if (store.value.view?.refusal?.refusal.refused === 'doctor-needed') void link.ask('page:touch', { touch: 'seen-refusal' })
        return false
      }
      // An answer that came too late needs no words: the view already shows the next question.
      if (OF_A_TRIAL.includes(touch.touch)) return !isRefusal(answer)
      return taken(answer)
    },
    photo: async (jpeg) => taken(await link.ask('page:photo', { jpeg }, 30_000)),
    decline: (station) => add('declined', station),
    seen() {
      change({ refused: null })
      if (store.value.view?.refusal) void link.ask('page:touch', { touch: 'seen-refusal' })
    },
  }
}

/** The refusal to show now: what the agent holds, or else the answer to the last touch. */
export const refusalOf = ({ view, refused }: BoothState): Refusal | null => {
  const held = view?.refusal?.refusal ?? refused
  // Lines that are down have their own words on the page, and a station for the doctor has its own place.
  return held && !['not-connected', 'doctor-needed'].includes(held.refused) ? held : null
}
