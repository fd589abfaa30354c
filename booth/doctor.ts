import { LitElement, css, html, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { fill, text } from '#protocol/text/index.ts'
import { openCall, prepareCall, type Call, type CallView } from '#kit/call.ts'
import { getTracks, type Captured } from '#kit/capture.ts'
import { shared } from '#kit/tokens.ts'
import '#kit/video-tile.ts'
import type { DoorLink } from './store.ts'

/**
 * The doctor's picture and voice, all along. The booth joins the room as soon as the check is queued and holds its own camera back
 * until a doctor has claimed it, so that the picture stands at once. If media fails, a sentence says so and the check goes on.
 */
export class Doctor extends LitElement {
  static override properties = {
    link: { attribute: false },
    check: { attribute: false },
    language: {},
    madeUp: { type: Boolean },
    call: { state: true },
  }
  declare link: DoorLink
  declare check: CheckView
  declare language: Language
  declare madeUp: boolean
  declare call: CallView | null
  #call: Call | null = null
  #captured: Captured | null = null
  #of = ''

  constructor() {
    super()
    this.madeUp = false
    this.call = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#join()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave()
  }

  protected override updated(changed: PropertyValues<this>): void {
    const otherCamera = changed.has('madeUp') && changed.get('madeUp') !== undefined
    if (this.check.id !== this.#of || otherCamera) this.#join()
    this.#call?.hold(this.check.lease === null)
  }

  #leave() {
    this.#call?.close()
    this.#call = null
    this.#captured?.stop()
    this.#captured = null
    this.#of = ''
  }

  #join() {
    this.#leave()
    prepareCall().catch(() => {})
    this.#of = this.check.id
    const call: Call = openCall({
      link: this.link,
      check: this.check.id,
      me: 'booth',
      held: this.check.lease === null,
      tracks: async () => {
        const captured = await getTracks({ sources: ['camera', 'overview', 'microphone'], madeUp: this.madeUp })
        // Left meanwhile: nobody else would give the camera back.
        if (this.#call !== call) captured.stop()
        else this.#captured = captured
        return captured.tracks
      },
      onChange: (view) => (this.call = view),
    })
    this.#call = call
  }

  override render() {
    const { doctor: say } = text[this.language].booth
    const { lease, queue } = this.check
    const failed = this.call?.state === 'failed'
    const stands = this.call?.state === 'live' && this.call.theirs.camera !== undefined
    const place = queue?.place ? fill(say.place, { place: queue.place }) : ''
    const words = lease ? fill(say.with, { doctor: lease.doctor.name }) : say.waiting
    return html`
      <rf-video-tile
        .video=${lease ? (this.call?.theirs.camera ?? null) : null}
        .audio=${lease ? (this.call?.theirs.microphone ?? null) : null}
        .label=${lease ? lease.doctor.name : ''}
        .note=${lease ? (failed || stands ? '' : say.connecting) : place}
      ></rf-video-tile>
      <div aria-live="polite">
        <p class="who">${words}</p>
        ${lease && failed ? html`<p class="failed">${say.failed}</p>` : ''}
      </div>
    `
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: center;
      }
      rf-video-tile {
        width: 100%;
      }
      .who {
        font-weight: 700;
        color: var(--deep);
        line-height: 1.3;
      }
      .failed {
        margin-top: var(--space-1);
        padding: var(--space-1) var(--space-2);
        border-radius: 1rem;
        background: var(--warn-wash);
        color: var(--warn);
        line-height: 1.35;
        font-size: var(--text-small);
      }
      @media (orientation: portrait) {
        :host {
          grid-template-columns: 26rem 1fr;
          align-items: center;
          gap: var(--space-3);
        }
      }
    `,
  ]
}
customElements.define('rf-doctor', Doctor)
