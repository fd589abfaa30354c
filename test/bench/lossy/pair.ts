import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { reachMediaBy } from '../../media/network.ts'

/** What a page has got of the other's camera so far: frames decoded, freezes, and how long they lasted, s, by the browser's own count. */
export type Got = { frames: number; freezes: number; frozenS: number }

export const gotIn = (page: Page): Promise<Got> =>
  page.evaluate(async () => {
    const deep = (root: ParentNode): HTMLVideoElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLVideoElement ? [element] : []),
        ...(element.shadowRoot ? deep(element.shadowRoot) : []),
      ])
    const [video] = deep(document.querySelector('#theirs')?.shadowRoot ?? document)
    const id = video?.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0]?.id : undefined
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const stat = reports.flatMap((report) => [...report.values()]).find((one) => one.type === 'inbound-rtp' && one.trackIdentifier === id)
    if (!stat) throw new Error('no picture is got')
    return { frames: stat.framesDecoded ?? 0, freezes: stat.freezeCount ?? 0, frozenS: stat.totalFreezesDuration ?? 0 }
  })

/** A booth and a doctor in a call, the booth's media by way of `address`; both pictures move. */
export const openPair = async (
  browser: Browser,
  address: (me: 'booth' | 'doctor', check: string) => string,
  by: string | null = null,
): Promise<[booth: Page, doctor: Page]> => {
  const check = randomUUID()
  const open = async (me: 'booth' | 'doctor') => {
    const page = await (await browser.newContext()).newPage()
    if (me === 'booth' && by !== null) await reachMediaBy(page, by)
    await page.addInitScript(() => {
      const lines: RTCPeerConnection[] = []
      Object.assign(window, { lines })
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          lines.push(this)
        }
      }
    })
    await page.goto(address(me, check))
    await page.waitForSelector('body[data-ready]')
    return page
  }
  const [booth, doctor] = [await open('booth'), await open('doctor')]
  // The product's doctor claims; a bare call has begun by itself.
  const claim = doctor.locator('#claim')
  if ((await claim.count()) > 0) await claim.click()
  for (const page of [booth, doctor])
    await page.waitForFunction(() => {
      const tile = document.querySelector('#theirs')
      const video = tile instanceof HTMLVideoElement ? tile : tile?.shadowRoot?.querySelector('video')
      return (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 5
    })
  return [booth, doctor]
}
