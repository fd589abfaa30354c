import { gate } from '#measure/hearing/noise.ts'
import type { Language } from '#protocol/basic.ts'
import type { NoiseGate } from '#protocol/procedures/sound.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'

/** How loud the booth was, in words; empty for a log from before it listened. */
export const ambientLine = (
  { setup, trials }: { setup: { noise?: NoiseGate }; trials: readonly { stimulus: object; answer: unknown }[] },
  language: Language,
): string => {
  if (!setup.noise) return ''
  const words = procedures[language].hearing.log
  const { db } = gate(setup.noise, trials)
  return db === null ? words.ambientUnknown : fill(words.ambient, { db: db.toFixed(0), limit: setup.noise.limitDb })
}
