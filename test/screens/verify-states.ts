import type { Language } from '#protocol/basic.ts'
import type { text } from '#words/index.ts'
import { verifyPage, wordsPage } from '../../server/http/verify.ts'
import type { Verification } from '../../server/service/proof/papers.ts'
import { sampleReport } from '../sample-report.ts'

// The page behind a paper's QR code in each state that it knows.

const { number, institution, hall: site, outcome, examinedOn, validUntil } = sampleReport()
const shown: NonNullable<Verification['shown']> = {
  name: '张*',
  document: '001X',
  outcome,
  overrides: [],
  countersigned: false,
  examinedOn,
  issuedOn: examinedOn,
  validUntil,
  signedBy: 'passkey',
  handover: 'taken',
  digest: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  certificate: '3c1a2f0b9d8e7c6b5a4938271605f4e3d2c1b0a99887766554433221100ffeed',
  pdf: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  renewed: null,
  sm2: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
}
const found = (change: Partial<Verification>): Verification => ({
  standing: { state: 'valid' },
  number,
  code: 'ABCDEFGHJKLM',
  ask: { site, institution },
  shown,
  ...change,
})
const unfit: typeof outcome = { ...outcome, kind: 'unfit', classes: [], conditions: [] }
type State = keyof (typeof text)[Language]['verify']['states']

/** What is known of a paper, by the state that the page tells of it; null where nothing is known. */
const STATES: Record<State, Verification | null> = {
  valid: found({}),
  expired: found({ standing: { state: 'expired' } }),
  superseded: found({ standing: { state: 'superseded' } }),
  'taken-back-doctor': found({ standing: { state: 'taken-back', as: 'doctor' } }),
  'taken-back-counter': found({ standing: { state: 'taken-back', as: 'counter' } }),
  'withdrawn-counter': found({ standing: { state: 'withdrawn', by: 'counter' } }),
  'withdrawn-case': found({ standing: { state: 'withdrawn', by: 'case' } }),
  'not-issued': found({ standing: { state: 'not-issued', held: false } }),
  held: found({ standing: { state: 'not-issued', held: true } }),
  unsure: found({ standing: { state: 'unsure' }, ask: null, shown: null }),
  unknown: null,
  busy: null,
}

/** Each of these pages in a language, by name. */
export const verifyPages = (language: Language): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(STATES).map(([state, known]) => [
      `verify-${state}`,
      known ? verifyPage(language, known) : wordsPage(language, state === 'busy' ? 'busy' : 'unknown'),
    ]),
  ),
  'verify-unfit': verifyPage(language, found({ shown: { ...shown, outcome: unfit, signedBy: 'password' } })),
  'verify-overridden': verifyPage(
    language,
    found({
      shown: {
        ...shown,
        overrides: [
          { station: 'height', basis: 'not-measured' },
          { station: 'colour', basis: 'not-measured' },
          { station: 'hearing', basis: 'against' },
        ],
        countersigned: true,
      },
    }),
  ),
  'verify-paper-wrong': verifyPage(language, found({}), { why: 'wrong', left: 3 }),
  'verify-paper-locked': verifyPage(language, found({}), { why: 'locked' }),
  'verify-paper-shut': verifyPage(language, found({}), { why: 'shut' }),
})
