import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import type { Wait } from '#protocol/turn.ts'
import { dated } from './dated.ts'
import { waits as en } from './en/waits.ts'
import { fill } from './fill.ts'
import type { Both } from './texts.ts'
import { waits as zh } from './zh/waits.ts'

export const waits: Both<typeof zh> = { zh, en }

/** About how long somebody waits who is in the line already, or would join it now. */
export const waitWords = (language: Language, wait: Wait, who: keyof typeof zh, now: Date): string => {
  const words = waits[language][who]
  if ('untold' in wait) {
    if (wait.next === undefined) return words.untold[wait.untold]
    const at = dated(wait.next)
    // Today's is told by its time alone.
    return fill(words.comes, { at: at.startsWith(chinaDay(now)) ? at.slice(11) : at })
  }
  const { minutes } = wait
  return minutes <= 60 ? fill(words.minutes, { minutes }) : fill(words.hours, { hours: minutes / 60 })
}
