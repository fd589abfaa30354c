import { css, html } from 'lit'
import { fill } from '#words/fill.ts'
import { standUnder, stepOff } from '../drawings/height.ts'
import { text } from '../text.ts'
import { shows } from './shows.ts'

/** The bar's ends, mm of height: from a child's to the tallest that the sensor sees. */
const LOW = 1000
const HIGH = 2200

/** Stand under the sensor, or step off; the sensor's value stands beside it as it comes. */
export const height = shows('height', ({ language, scene: { step, round, live } }) => {
  const { booth: words } = text[language].procedures.height
  const standing = step === 'stand'
  const title = standing ? words.stand : words.stepOff
  const share = live === null ? 0 : Math.min(1, Math.max(0, (live - LOW) / (HIGH - LOW)))
  return html`<section class="step">
    <div class="pair">
      ${standing ? standUnder(title) : stepOff(title)}
      <div class="words">
        <p class="quiet">${fill(words.round, { round })}</p>
        <h1 aria-live="polite">${title}</h1>
        <p class="lead">${standing ? words.standText : words.stepOffText}</p>
        <div class="live">
          <span>${words.live}</span>
          <strong>${live === null ? words.nothing : fill(words.centimetres, { value: (live / 10).toFixed(1) })}</strong>
          <div class="meter" aria-hidden="true"><div .style=${`width: ${Math.round(share * 100)}%`}></div></div>
        </div>
      </div>
    </div>
  </section>`
})

/** A value of a sensor as a number and a bar. */
export const liveLook = css`
  .live {
    width: 100%;
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    gap: var(--space-1);
    text-align: left;
  }
  .live strong {
    font-size: var(--text-large);
    font-variant-numeric: tabular-nums;
  }
  .meter {
    grid-column: 1 / -1;
    height: 2.5rem;
    border-radius: 2rem;
    background: var(--wash);
    border: 2px solid var(--edge);
    overflow: hidden;
    forced-color-adjust: none;
  }
  .meter > div {
    height: 100%;
    background: var(--deep);
    forced-color-adjust: none;
  }
`
