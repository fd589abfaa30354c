import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { LANGUAGES } from '#protocol/basic.ts'
import { chromium } from '../../vitest.config.ts'
import { VERIFY_SIZES } from './sizes.ts'
import { verifyPages } from './verify-states.ts'

// Pictures of the page behind the QR code in each state, on a phone: `node scripts/run.mjs node test/screens/verify-shots.ts FOLDER`.

const [folder = '/tmp/verify-shots'] = process.argv.slice(2)

mkdirSync(folder, { recursive: true })
const browser = await playwright.launch(chromium)
const page = await browser.newPage({ viewport: VERIFY_SIZES.phone })
for (const language of LANGUAGES)
  for (const [name, html] of Object.entries(verifyPages(language))) {
    await page.setContent(html)
    await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''))
    await page.screenshot({ path: join(folder, `${name}-${language}.png`), fullPage: true })
  }
await browser.close()
