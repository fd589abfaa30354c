import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromium as launch } from '../../vitest.config.ts'
import { attendedScenes } from './act-scenes.ts'
import { builtPages } from './built-pages.ts'
import { ATTENDED_SIZES } from './sizes.ts'
import { openStage } from './stage.ts'

// Takes two pictures of every state of the attended pages and the hall: Chinese, large and light; English, small and dark. Of scenes that are
// named by one part, each language in each size and scheme:
//   node test/screens/clinician-shots.ts FOLDER [part of a scene's name…]

const [out = 'shots', ...only] = process.argv.slice(2)

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
const pages = await builtPages()
const browser = await chromium.launch({ ...launch, headless: true })
const { large, small } = ATTENDED_SIZES
const looks =
  only.length === 1
    ? (['zh', 'en'] as const).flatMap((language) =>
        [large, small].flatMap((size) => (['light', 'dark'] as const).map((scheme) => [language, size, scheme] as const)),
      )
    : ([
        ['zh', large, 'light'],
        ['en', small, 'dark'],
      ] as const)
for (const scene of attendedScenes.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))) {
  for (const [language, viewport, colorScheme] of looks) {
    const stage = await openStage(pages)
    await scene.say(stage)
    const context = await browser.newContext({ viewport, colorScheme })
    await context.addInitScript((kept) => localStorage.setItem('roadfit-language', kept), language)
    const page = await context.newPage()
    page.on('pageerror', (error) => console.log(`${scene.name}: ${error.message}`))
    page.on('console', (line) => line.type() === 'error' && console.log(`${scene.name}: ${line.text()}`))
    const [path = '', code] = scene.path.split('#')
    await page.goto(`${stage.origin}${path}?language=${language}${code ? `#${code}` : ''}`)
    await page.waitForTimeout(500)
    stage.push()
    await scene.act?.(page, stage).catch((error: unknown) => console.log(`${scene.name}: ${String(error)}`))
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(out, `${scene.name}-${language}-${viewport.width}-${colorScheme}.png`) })
    await context.close()
    await stage.close()
  }
}
await browser.close()
await rm(pages, { recursive: true, force: true })
