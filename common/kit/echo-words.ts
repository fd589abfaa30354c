import type { Language } from '#protocol/basic.ts'
import { call } from '#words/call.ts'
import { echo } from '#words/echo.ts'
import { fill } from '#words/fill.ts'
import type { EchoFound } from './echo-loss.ts'

/** What a test of the echo found, as a sentence for whoever sits at this end: at a booth, or at the doctor's console. */
export const echoWords = (language: Language, found: EchoFound, end: 'booth' | 'console'): string => {
  const { captures, sources } = call[language]
  if (found.found === 'missing') return fill(captures[found.problem], { source: sources.microphone })
  const { says, others, remedy } = echo[language]
  return fill(says[found.found], { who: others[end], remedy: remedy[end], ...('lossDb' in found && { lossDb: found.lossDb }) })
}
