import type { Language } from '#protocol/basic.ts'
import { aloud } from '#words/aloud.ts'
import { help } from '#words/help.ts'
import { phrases } from '#words/phrases.ts'
import { refusalsInBooths } from '#words/refusals-in-booths.ts'
import { refusalsOfScreens } from '#words/refusals-of-screens.ts'
import { toDriver } from '#words/to-driver.ts'
import { values } from '#words/values.ts'
import { waits } from '#words/waits.ts'
import { text } from '../text.ts'
import { piecesOf, plain, VALUE_PIECES } from './parts.ts'

/** What of the booth's words only others read: what a score or a log says to a doctor, and sentences about a driver. */
const OF_OTHERS = new Set(['score', 'log', 'ofDriver', 'logUnreadable', 'overrides'])

const leaves = (of: unknown): string[] =>
  typeof of === 'string'
    ? [plain(of)]
    : typeof of === 'object' && of !== null
      ? Object.entries(of).flatMap(([key, inner]) => (OF_OTHERS.has(key) ? [] : leaves(inner)))
      : []

/** Every sentence that the booth's page may show its driver, fields and all. */
export const sentencesIn = (language: Language): string[] => {
  const { call, ...own } = text[language]
  const subjects = [
    own,
    call.reads.booth,
    refusalsOfScreens[language],
    refusalsInBooths[language],
    toDriver[language],
    aloud[language],
    help[language],
    phrases[language],
    values[language],
    waits[language].waiting,
  ]
  return [...new Set(leaves(subjects))].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** Every piece that needs a sound: those of the sentences, and what values are joined from. */
export const piecesIn = (language: Language): string[] => [
  ...new Set([...sentencesIn(language).flatMap(piecesOf), ...VALUE_PIECES[language]]),
]
