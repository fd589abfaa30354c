import type { Language } from '#protocol/basic.ts'
import type { BoothView, Stage } from '#protocol/booth.ts'
import type { CheckView, Place } from '#protocol/check.ts'
import type { HelpHere } from '#protocol/help.ts'
import type { Pointing } from '#protocol/pointing.ts'
import type { Card, DeviceState } from '#protocol/reading.ts'
import type { Saying } from '#protocol/saying.ts'

/** How long there is to answer whether anybody is there, s, and whether it is asked once more. */
type Asked = NonNullable<BoothView['stillThere']>

/** All that the agent knows and a page may see. */
export type BoothState = {
  language: Language
  booth: BoothView['booth']
  simulated: boolean
  printer: boolean
  inputs: BoothView['inputs']
  madeUpCamera: boolean
  link: BoothView['link']
  devices: DeviceState[]
  card: BoothView['card']
  unsent: number
  refusal: BoothView['refusal']
  check: CheckView | null
  /** The check whose driver has gone: its result isn't shown to whoever comes next. */
  left: string | null
  stage: Stage | null
  alone: NonNullable<BoothView['alone']> | null
  stillThere: Asked | null
  help: HelpHere | null
  /** What a doctor has said in writing, and in which check. */
  said: Saying | null
  /** Where the driver of a check stands in the queue, as the server said last. */
  place: Place | null
  /** Where a doctor points now, and in which check. */
  pointed: Pointing | null
  parting: BoothView['parting'] | null
  cardAsks: BoothView['cardAsks'] | null
}

/** The booth's page as a value. `version` counts the values given out. */
export const viewOf = (state: BoothState, version: number): BoothView => {
  const { left, check, stage, stillThere, help, parting, cardAsks, alone, said, place, pointed, ...shown } = state
  const own = check === null || check.id === left ? null : check
  return {
    version,
    ...shown,
    ...(own !== null && stillThere !== null && { stillThere }),
    ...(help && { help }),
    // Nobody reads what was said to somebody else, or by a doctor who has left.
    ...(own?.lease && said?.check === own.id && said.said && { said: said.said }),
    ...(own?.queue && !own.lease && place?.check === own.id && { turn: { place: place.place, wait: place.wait } }),
    ...(own?.lease && pointed?.check === own.id && { pointed: pointed.spot }),
    ...(own === null && parting && { parting }),
    ...(cardAsks && { cardAsks }),
    check: own,
    stage: own === null ? null : stage,
    ...(own !== null && alone && { alone }),
  }
}

/** Whether a card may be that of a check, of which the booth knows only the masked number (`110105********002X`) and the birth. */
export const sameCard = (card: Card, { applicant }: CheckView): boolean =>
  card.birth === applicant.birth &&
  card.number.slice(0, 6) === applicant.number.slice(0, 6) &&
  card.number.slice(-4) === applicant.number.slice(-4)
