import type { Language } from '#protocol/basic.ts'
import type { Says, Side } from '#protocol/media.ts'
import { call } from '#words/call.ts'
import type { CallView } from './call.ts'

const THINGS = ['microphone', 'camera', 'overview', 'sound'] as const satisfies readonly (keyof Says)[]

/** A call in sentences for whoever looks at it: why no picture of the other moves, and what is switched off, missing or changed on either side. */
export const callWords = (language: Language, me: Side, view: CallView): { picture: string; said: string[] } => {
  const words = call[language].reads[me]
  if (view.state === 'taken') return { picture: words.taken, said: [] }
  const sentences = (says: Says | null, of: typeof words.they | typeof words.mine) =>
    says === null
      ? []
      : THINGS.flatMap((thing) => (says[thing] === 'on' ? [] : [of[thing][says[thing]]])).filter((sentence) => sentence !== '')
  // A refusal says more than that no picture comes.
  const stuck = view.state === 'failed' || view.stuck === null ? '' : words.stuck[view.stuck]
  const picture = view.noWay ? words.noWay : stuck
  return { picture, said: [...sentences(view.says, words.mine), ...sentences(view.theySay, words.they)] }
}
