import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Attempt } from '#protocol/measurement.ts'
import { RoomView } from '#protocol/media.ts'
import { text } from '#words/index.ts'
import { drivers } from '../../../demo/drivers.ts'
import { chromium } from '../../../vitest.config.ts'
import {
  declareAtBooth,
  driveUntil,
  type Eyes,
  eventsOf,
  type Hands,
  handsAt,
  mediaOf,
  openBrowser,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  witness,
  words,
} from '../../journey/people.ts'
import { startProduct } from '../../journey/product.ts'
import { reachMediaBy } from '../../media/network.ts'
import { noteFrames } from './frames.ts'
import { MEDIA_AT, openLines, type Side } from './lines.ts'

const DRIVER = 'zhang-san'

/** Of the event that a test began, what is needed here. */
const Started = Type.Object({ kind: Type.Literal('started'), attempt: Attempt })

/** The whole product in its own processes, with bad lines to be had: a booth, a doctor, and a call between them. */
export const openHall = async () => {
  const lines = await openLines()
  const product = await startProduct({
    through: lines.through,
    // Nothing begins by itself: a test is begun where a fault wants one.
    server: { ROADFIT_MEDIA_PORT: String(lines.mediaPort), ROADFIT_ALONE: 'hearing' },
    pace: 0.1,
  })
  const browser = await openBrowser({ width: 640, height: 480, rate: 10 }, chromium)
  const pageOf = async (side: Side, viewport: { width: number; height: number }): Promise<Page> => {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', permissions: ['camera', 'microphone'] })
    const page = await context.newPage()
    await reachMediaBy(page, MEDIA_AT[side])
    return page
  }
  const pages: Record<Side, Page> = {
    booth: await pageOf('booth', { width: 1080, height: 1920 }),
    doctor: await pageOf('doctor', { width: 1440, height: 900 }),
  }
  let room: RoomView | null = null
  pages.doctor.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const [, body] = /^42(\["media:room".*)$/s.exec(String(payload)) ?? []
      const [, value]: unknown[] = body ? JSON.parse(body) : []
      if (Value.Check(RoomView, value)) room = value
    }),
  )
  let watching = watchBooth(pages.booth)
  const eyes: Eyes = { view: () => watching.view() }
  let own = await handsAt(product)
  const hands: Hands = { do: (hand) => own.do(hand), close: () => own.close() }
  await signInAt(pages.doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await pages.booth.goto(product.boothUrl())

  /** Which of the attempts that the server ever issued has no reading in its store, by the attempt's own id. */
  const attempts = () => {
    const begun = eventsOf(product).flatMap(({ event }) => (Value.Check(Started, event) ? [event.attempt] : []))
    const read = witness(product, (db) =>
      db
        .prepare('select attempt from readings')
        .all()
        .map((row) => row.attempt),
    )
    return { begun: begun.length, unread: begun.filter(({ id }) => !read.includes(id)) }
  }
  /** One sits on each side, by what is sent: each picture and voice once. Chromium that films a file has no second camera. */
  const isOneEach = () => {
    const sent = (room?.producers ?? []).map(({ participant, source }) => `${participant} ${source}`).toSorted()
    return sent.join() === ['booth camera', 'booth microphone', 'doctor camera', 'doctor microphone'].join()
  }
  const childrenOf = (pid: number | undefined) =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

  const claimKey = pages.doctor.getByRole('button', {
    name: `${words.queue.claim} ${drivers.find(({ id }) => id === DRIVER)?.card.name}`,
    exact: true,
  })

  return {
    lines,
    product,
    pages,
    attempts,
    isOneEach,
    /** A driver from the card to the doctor's picture. */
    async begin(): Promise<void> {
      await until(
        'the booth waits for a card',
        () =>
          eyes.view()?.link === 'connected' && eyes.view()?.check === null && eyes.view()?.devices.every(({ state }) => state === 'alive'),
      )
      await hands.do({ hand: 'card', driver: DRIVER })
      await declareAtBooth(pages.booth)
      await takePhotoAtBooth(pages.booth)
      await hands.do({ hand: 'stand', heightMm: 1725 })
      await until('the driver stands in the queue', () => eyes.view()?.check?.queue)
      await claimKey.click()
      for (const page of [pages.booth, pages.doctor])
        await until('a picture and a voice come', async () => {
          const { frames, audio } = await mediaOf(page)
          return frames > 10 && audio
        })
      await until('each is there once', isOneEach)
      for (const page of [pages.booth, pages.doctor]) await noteFrames(page)
    },
    /** The driver begins a test; false: there is none left. */
    async startTest(): Promise<boolean> {
      if (!eyes.view()?.check?.stations.some(({ state }) => state === 'waiting')) return false
      await driveUntil(product, pages.booth, eyes, hands, () => (eyes.view()?.stage ?? null) !== null)
      return true
    },
    /** The driver does the test to its end, and begins no other: then the server has its reading, or has given it up. */
    async endTest(): Promise<void> {
      const { attempt, station } = eyes.view()?.stage ?? {}
      const stands = () => eyes.view()?.stage?.attempt === attempt
      const isOver = () => {
        const check = eyes.view()?.check
        return check != null && !stands() && check.stations.find((one) => one.station === station)?.state !== 'running'
      }
      while (!isOver()) {
        await driveUntil(product, pages.booth, eyes, hands, () => !stands())
        // An agent that has just come back shows its check before the test that goes on in it.
        await until('the test goes on, or is over', () => isOver() || stands())
      }
    },
    /** A doctor who was away for too long finds the driver in the queue again, and takes them back at once. */
    async takeBack(): Promise<void> {
      if (await claimKey.isVisible()) await claimKey.click()
    },
    /** Whoever has nothing to do for long is asked, and is still there. */
    async stayAwake(): Promise<void> {
      const here = pages.booth.getByRole('button', { name: text.zh.booth.stillThere.yes, exact: true })
      if (await here.isVisible()) await here.click()
    },
    workers: () =>
      childrenOf(product.server.pid).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mediasoup-worker')),
    async killServer() {
      await product.server.kill()
      await product.server.start()
    },
    /** Gives when it was ready again. */
    async killAgent(): Promise<number> {
      hands.close()
      await product.agent.kill()
      // The page finds its agent by itself; the eyes look at what comes over its new line alone.
      watching = watchBooth(pages.booth)
      await product.agent.start()
      const back = Date.now()
      own = await handsAt(product)
      await hands.do({ hand: 'card', driver: DRIVER })
      await hands.do({ hand: 'stand', heightMm: 1725 })
      return back
    },
    async close() {
      hands.close()
      await browser.close()
      await product.close()
      await lines.close()
    },
  }
}
export type Hall = Awaited<ReturnType<typeof openHall>>
