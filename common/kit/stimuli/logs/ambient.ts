import { gate } from '#measure/hearing/noise.ts'
import type { Log } from '#measure/index.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#words/index.ts'
import { words } from './picture.ts'

/** How loud the booth was, in words; empty for a log from before it listened. */
export const ambientLine = ({ setup, trials }: Extract<Log, { procedure: 'hearing' | 'tones' }>, language: Language): string => {
  if (!setup.noise) return ''
  const say = words(language).hearing
  const { db } = gate(setup.noise, trials)
  return db === null ? say.ambientUnknown : fill(say.ambient, { db: db.toFixed(0), limit: setup.noise.limitDb })
}
