import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { LANGUAGES } from '#protocol/basic.ts'
import { verifyPage, wordsPage } from '../../server/http/verify.ts'
import type { Verification } from '../../server/service/papers.ts'
import { chromium } from '../../vitest.config.ts'
import { sampleReport } from '../sample-report.ts'

// Pictures of the page behind the QR code in each state, on a phone: `node test/screens/verify-shots.ts FOLDER`.

const [folder = '/tmp/verify-shots'] = process.argv.slice(2)
const { number, institution, hall, outcome, examinedOn, validUntil } = sampleReport()
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
}
const found = (change: Partial<Verification>): Verification => ({
  standing: { state: 'valid' },
  number,
  hall,
  institution,
  shown,
  ...change,
})
const unfit: typeof outcome = { ...outcome, kind: 'unfit', classes: [], conditions: [] }
const STATES: Record<string, Verification> = {
  valid: found({}),
  unfit: found({ shown: { ...shown, outcome: unfit, signedBy: 'password' } }),
  overridden: found({
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
  expired: found({ standing: { state: 'expired' } }),
  superseded: found({ standing: { state: 'superseded' } }),
  returned: found({ standing: { state: 'withdrawn', by: 'counter' } }),
  refused: found({ standing: { state: 'withdrawn', by: 'case' } }),
  'not-issued': found({ standing: { state: 'not-issued', held: false } }),
  held: found({ standing: { state: 'not-issued', held: true } }),
  unsure: found({ standing: { state: 'unsure' }, hall: null, shown: null }),
}

mkdirSync(folder, { recursive: true })
const browser = await playwright.launch(chromium)
const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
for (const language of LANGUAGES) {
  const pages = Object.entries(STATES).map(([name, state]) => [name, verifyPage(language, state)] as const)
  for (const [name, html] of [...pages, ['unknown', wordsPage(language, 'unknown', institution)] as const]) {
    await page.setContent(html)
    await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''))
    await page.screenshot({ path: join(folder, `${name}-${language}.png`), fullPage: true })
  }
}
await browser.close()
