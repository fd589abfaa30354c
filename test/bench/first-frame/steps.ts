import type { Page } from 'playwright-core'

/** What happens in the console after the click, in the order in which it does where nothing is in the way. */
export const STEPS = ['claimed', 'line', 'joined', 'way', 'packet'] as const
export type Steps = Partial<Record<(typeof STEPS)[number], number>>

declare global {
  interface Window {
    happened?: Record<string, number>
  }
}

/**
 * Notes in a page, from its next load on, when each step was seen last: the server has answered the claim, the call's line stands, the room has
 * been joined, the way to the worker stands, and its first packet has come.
 */
export const noteSteps = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const happened: Record<string, number> = {}
    window.happened = happened
    const note = (step: string) => {
      happened[step] ??= performance.now()
    }
    const Socket = WebSocket
    window.WebSocket = class extends Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        const isCall = String(url).includes('/media/socket')
        let joins = ''
        const send = this.send.bind(this)
        this.send = (data) => {
          const text = typeof data === 'string' ? data : ''
          joins = /^42(\d+)\["(media:join|check:claim)"/.exec(text)?.[1] ?? joins
          send(data)
        }
        this.addEventListener('message', ({ data }) => {
          const text = String(data)
          if (isCall && text.startsWith('40')) note('line')
          if (joins !== '' && text.startsWith(`43${joins}[`)) note(isCall ? 'joined' : 'claimed')
        })
      }
    }
    const Connection = RTCPeerConnection
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        this.addEventListener('track', ({ track }) => track.addEventListener('unmute', () => track.kind === 'video' && note('packet')))
        this.addEventListener('connectionstatechange', () => this.connectionState === 'connected' && note('way'))
      }
    }
  })

/** What has happened since it was last asked, in ms from the click's moment. */
export const stepsOf = (page: Page, began: number): Promise<Steps> =>
  page.evaluate((began) => {
    const steps = Object.entries(window.happened ?? {}).map(([step, at]) => [step, at - began])
    for (const step of Object.keys(window.happened ?? {})) Reflect.deleteProperty(window.happened ?? {}, step)
    return Object.fromEntries(steps)
  }, began)
