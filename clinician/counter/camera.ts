import { css, html, LitElement, nothing } from 'lit'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import { sheet } from '../sheet.ts'
import { KEYS } from './keys.ts'
import { text } from './text.ts'

/** Reads codes in a picture; where the browser has its own reader it takes that, else a library that comes now. */
type Reader = (picture: HTMLVideoElement) => Promise<string | null>

/** What of the Shape Detection API is used: no browser's types have it yet. */
type Detector = { detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type Detectors = { new (of: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }
const hasDetector = (at: object): at is { BarcodeDetector: Detectors } => 'BarcodeDetector' in at

const readerOf = async (): Promise<Reader> => {
  const browser: object = globalThis
  if (hasDetector(browser) && (await browser.BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
    const detector = new browser.BarcodeDetector({ formats: ['qr_code'] })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null
  }
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  return async (picture) => {
    const { videoWidth: width, videoHeight: height } = picture
    if (!drawing || width === 0) return null
    Object.assign(canvas, { width, height })
    drawing.drawImage(picture, 0, 0)
    try {
      return decodeQR({ width, height, data: drawing.getImageData(0, 0, width, height).data })
    } catch {
      // It throws where no code is.
      return null
    }
  }
}

/** Reads the QR code on a report that is held before this computer's camera; fires `read` with what it holds. The camera runs while the dialog is open. */
export class CodeCamera extends LitElement {
  static override properties = { language: {}, open: { state: true }, failed: { state: true } }
  declare language: Language
  declare open: boolean
  declare failed: boolean
  #stream: MediaStream | null = null

  constructor() {
    super()
    this.open = false
    this.failed = false
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stop()
  }
  toggle = () => (this.open ? this.#stop() : void this.#start())

  #stop = () => {
    this.open = false
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = null
  }

  async #start() {
    this.open = true
    this.failed = false
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
      this.#stream = stream
      if (!this.open) return this.#stop()
      await this.updateComplete
      const picture = this.renderRoot.querySelector('video')
      if (!picture) return this.#stop()
      picture.srcObject = stream
      await picture.play()
      await this.#look(picture, await readerOf())
    } catch {
      this.failed = this.open
    }
  }
  /** Each frame until one holds a code, or the dialog is closed. */
  async #look(picture: HTMLVideoElement, read: Reader) {
    while (this.open) {
      const code = await read(picture)
      if (code !== null && this.open) {
        this.#stop()
        await this.updateComplete
        this.dispatchEvent(new CustomEvent('read', { detail: code }))
        return
      }
      await new Promise((next) => picture.requestVideoFrameCallback(next))
    }
  }

  override render() {
    const words = text[this.language].counter.camera
    return html`<button aria-keyshortcuts=${KEYS.camera} @click=${this.toggle}>${words.open}</button>
      <rf-dialog heading=${words.title} .open=${this.open} @close=${this.#stop}>
        <p>${words.help}</p>
        <div role="alert">${this.failed ? html`<p class="said bad">${words.failed}</p>` : nothing}</div>
        ${this.open && !this.failed ? html`<video muted playsinline aria-label=${words.title}></video>` : nothing}
        <button slot="buttons" @click=${this.#stop}>${words.close}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      video {
        display: block;
        width: min(100%, 40rem);
        max-height: 50vh;
        margin: var(--space-2) auto 0;
        background: var(--night);
      }
    `,
  ]
}
customElements.define('rf-code-camera', CodeCamera)
