import { css, html, LitElement } from 'lit'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { Calling, CallingView, Chosen } from '../calling.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'

const KINDS: Readonly<Record<Chosen, MediaDeviceKind>> = { camera: 'videoinput', microphone: 'audioinput', loudspeaker: 'audiooutput' }
const CHOSEN = ['camera', 'microphone', 'loudspeaker'] as const satisfies readonly Chosen[]

/** Which camera, microphone and loudspeaker the doctor uses. What is chosen counts at once, in the middle of a call too, and on this machine from now on. */
export class ChooseDevices extends LitElement {
  static override properties = { view: { attribute: false }, calling: { attribute: false }, language: {}, devices: { state: true } }
  declare view: CallingView
  declare calling: Calling
  declare language: Language
  declare devices: readonly MediaDeviceInfo[]

  constructor() {
    super()
    this.devices = []
    // Names come with the permission: what is opened is listed again.
    whileHere(
      this,
      () => Object.keys(this.view.captured?.tracks ?? {}).join(' '),
      (signal) => {
        const list = async () => {
          const devices = await navigator.mediaDevices?.enumerateDevices()
          if (!signal.aborted) this.devices = devices ?? []
        }
        navigator.mediaDevices?.addEventListener('devicechange', () => void list(), { signal })
        void list()
      },
    )
  }

  /** What is used now, by the browser's id; empty: the system's own. */
  #used(what: Chosen): string {
    const { captured, loudspeaker } = this.view
    return what === 'loudspeaker' ? loudspeaker : (captured?.tracks[what]?.getSettings().deviceId ?? '')
  }

  #select(what: Chosen) {
    const words = text[this.language].clinician.devices
    // The browser lists the system's own once more under names of its own.
    const some = this.devices.filter(({ kind, deviceId }) => kind === KINDS[what] && !['', 'default', 'communications'].includes(deviceId))
    const used = this.#used(what)
    const choose = ({ target }: Event) => target instanceof HTMLSelectElement && this.calling.choose(what, target.value || null)
    return html`<label>${words[what]}
      <select name=${what} @change=${choose}>
        <option value="" ?selected=${!some.some(({ deviceId }) => deviceId === used)}>${words.ofSystem}</option>
        ${some.map(({ deviceId, label }, at) => html`<option value=${deviceId} ?selected=${deviceId === used}>${label || `${words[what]} ${at + 1}`}</option>`)}
      </select>
    </label>`
  }

  override render() {
    return CHOSEN.map((what) => this.#select(what))
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-choose-devices', ChooseDevices)
