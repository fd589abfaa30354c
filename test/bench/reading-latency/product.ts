import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { BoothView } from '#protocol/booth.ts'
import { openLink } from '#protocol/link.ts'
import { pageMessages, pagePushes } from '#protocol/messages.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { forSimulator } from '../../../demo/drivers.ts'
import { reach } from '../../../devices/command/reach.ts'
import { heightFrame } from '../../../devices/families/height/a02yyuw.ts'
import { drawnFaceBlock } from '../../../devices/families/identity-card/drawn-face.ts'
import { simulateReader } from '../../../devices/families/identity-card/simulator.ts'
import { readSettings, thisMachine } from '../../../devices/settings/settings.ts'
import { openPty } from '../../../devices/simulate/pty.ts'
import { signInAt, until, words } from '../../journey/people.ts'
import { startProduct } from '../../journey/product.ts'
import { STROKES, still } from '../../world.ts'
import { now, type Side, seenOn } from './side.ts'

const FLOOR_MM = 2300

/** The side of the product. */
export type ProductSide = Side & {
  /**
   * The driver stands still, leaves the sensor and comes again. A round under it ends by itself after a minute, and what is written then is shown to
   * nobody. There are three: one goes by while all is made ready, two are the bench's.
   */
  nextRound(): Promise<void>
  /** Throws when the round was over before the bench was through with it: the machine is too slow to measure anything. */
  stillStands(): void
}

/** The product in its own processes, as in a hall: a driver under the height head, and a doctor who looks on. */
export const openProduct = async (browser: Browser): Promise<ProductSide> => {
  const [reader, head] = await Promise.all([openPty('reader'), openPty('head')])
  const hands = simulateReader({ wire: reader.wire, random: Math.random, clock: now, pace: 1 })
  const devices = {
    reader: { model: 'SDT', port: { path: reader.path } },
    head: { model: 'A02YYUW', port: { path: head.path } },
  }
  // A head that says nothing is lost: it speaks until the bench does.
  let says = [FLOOR_MM, FLOOR_MM]
  const speaking = setInterval(() => head.wire.write(heightFrame((says = says.toReversed())[0] ?? FLOOR_MM)), 100)
  const product = await startProduct({ booth: { devices } })
  const data = join(product.data, 'booth')

  const environment = { ROADFIT_BOOTH_DATA: data, ROADFIT_BOOTH_STATIC: data, ROADFIT_SERVER: product.origin }
  const settings = readSettings(environment, thisMachine())
  if ('wrong' in settings) throw new Error(JSON.stringify(settings.wrong))
  const installer = await reach(settings, () => {})
  const work = { device: 'height' as const, tapeMm: FLOOR_MM, emptyMm: FLOOR_MM, rodMm: 1750, underRodMm: FLOOR_MM - 1750 }
  await installer.ask('service:calibrate', work)
  await installer.close()

  const launch = product.boothUrl()
  const cookie = (await fetch(launch, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { origin } = new URL(launch)
  const booth = openLink(origin, {
    messages: pageMessages,
    pushes: pagePushes,
    path: '/door/socket',
    headers: { origin, cookie },
  })
  let view: BoothView | null = null
  booth.on('booth:view', (newest) => (view = newest))
  booth.on('booth:stage', (moved) => view && (view = { ...view, ...moved }))
  const sees = <T>(what: string, look: (view: BoothView) => T) => until(what, () => (view ? look(view) : null), 30_000)
  await sees(
    'the booth is ready',
    ({ link, devices }) => link === 'connected' && devices.some(({ kind, state }) => kind === 'height' && state === 'alive'),
  )
  const [driver] = forSimulator
  if (!driver) throw new Error('nobody is made up')
  hands.lay(driver.card, drawnFaceBlock(driver.card))
  await sees('the check is open', ({ check }) => check?.phase === 'opened')
  const touch = async (touched: Parameters<typeof booth.ask<'page:touch'>>[1]) => {
    const answer = await booth.ask('page:touch', touched)
    if (isRefusal(answer)) throw new Error(`${touched.touch}: ${answer.refused}`)
  }
  await touch({ touch: 'declare', consent: true, has: false, diseases: [], strokes: STROKES })
  await booth.ask('page:photo', { jpeg: (await still).toString('base64') })
  await sees('the driver stands in the queue', ({ check }) => check?.queue)

  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: 'zh-CN',
    permissions: ['camera', 'microphone'],
  })
  const page = await context.newPage()
  await signInAt(page, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await page.getByRole('button', { name: `${words.queue.claim} ${driver.name}`, exact: true }).click()
  await sees('a doctor looks on', ({ check }) => check?.lease)
  await touch({ touch: 'start', station: 'height', glasses: false, aid: false })
  await sees('the height is measured', ({ stage }) => stage?.scene.scene === 'height')
  // Somebody who doesn't stand still: the round goes on until the bench speaks.
  says = [800, 850]
  await page.getByText(/当前读数 1500/).waitFor()
  /** Says a distance, mm, until the booth asks for the next step. */
  const sayUntil = async (mm: number, step: 'stand' | 'step-off') => {
    const saying = setInterval(() => head.wire.write(heightFrame(mm)), 50)
    await sees(`the driver is to ${step}`, ({ stage }) => stage?.scene.scene === 'height' && stage.scene.step === step)
    clearInterval(saying)
  }
  let rounds = 0
  // The height's row is the first.
  const seen = await seenOn(page, ['rf-clinician', 'rf-exam', 'rf-station'], '.live')
  return {
    shown: (mm) => String(FLOOR_MM - mm),
    write(mm) {
      clearInterval(speaking)
      head.wire.write(heightFrame(mm))
    },
    seen,
    async nextRound() {
      clearInterval(speaking)
      // Of another height each time: two that agree would be enough, and no third would be asked for.
      rounds += 1
      await sayUntil(700 + 50 * rounds, 'step-off')
      await sayUntil(FLOOR_MM, 'stand')
    },
    stillStands() {
      const scene = view?.stage?.scene
      if (scene?.scene !== 'height' || scene.step !== 'stand' || scene.round !== rounds + 1)
        throw new Error('the minute under the sensor was over before all values were written')
    },
    async close() {
      clearInterval(speaking)
      booth.close()
      await context.close()
      await product.close()
      hands.stop()
      await Promise.all([reader.close(), head.close()])
    },
  }
}
