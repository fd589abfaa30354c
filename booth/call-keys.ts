import { html, type TemplateResult } from 'lit'
import type { BoothView } from '#protocol/booth.ts'
import { HELPERS } from '#protocol/help.ts'
import type { Booth } from './store.ts'
import { text } from './text.ts'

/** "Call the doctor", "call the staff": on the page at every step, and on each dialog over it. What was called says so, and takes it back. */
export const callKeys = ({ language, help }: BoothView, booth: Booth, slot = ''): TemplateResult[] =>
  HELPERS.map((whom) => {
    const state = help?.[whom]
    const words = text[language].booth.help[whom]
    return html`<button
      slot=${slot}
      class="call ${state ?? ''}"
      aria-pressed=${state === 'called' ? 'true' : 'false'}
      @click=${() => void booth.touch({ touch: 'help', whom, wanted: state !== 'called' })}
    >
      ${words[state ?? 'call']}
    </button>`
  })
