import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Setup, Trial } from '#protocol/measurement.ts'
import type { ProcedureName } from '#protocol/stations.ts'
import { terms } from '#words/terms.ts'
import type { Draw } from './logs/picture.ts'
import * as all from './logs.ts'

// A procedure whose logs nobody draws is a type error.
const draws: Readonly<Record<ProcedureName, Draw>> = all

/**
 * The log of an attempt as a small picture for the doctor, finished or still growing, with the same in words for a screen reader.
 * `setup` and `trials` are the attempt's; everything that is shown is worked out from them.
 */
export class RfLogPicture extends LitElement {
  static override properties = {
    setup: { attribute: false },
    trials: { attribute: false },
    language: { type: String },
  }
  declare setup: Setup | null
  declare trials: readonly Trial[]
  declare language: Language

  static override styles = css`
    :host {
      display: block;
      max-width: 26rem;
      color: var(--ink, #0f222c);
      font-size: 0.8125rem;
      line-height: 1.4;
    }
    svg {
      display: block;
      width: 100%;
      overflow: visible;
    }
    /* Its lines are dark, and its colours say good or bad. */
    @media (forced-colors: active) {
      svg {
        forced-color-adjust: none;
        background: #fff;
      }
    }
    text {
      font-size: 12px;
      fill: var(--quiet, #364853);
      /* Words stay readable where a curve runs through them. */
      paint-order: stroke;
      stroke: var(--white, #fff);
      stroke-width: 3px;
    }
    text.strong {
      font-weight: 600;
      fill: var(--ink, #0f222c);
    }
    text.end {
      text-anchor: end;
    }
    line {
      stroke-width: 1;
    }
    .axis {
      stroke: var(--line, #bccdd5);
    }
    .bound {
      fill: none;
    }
    line.good,
    .bound.good {
      stroke: var(--good, #0a5231);
      stroke-dasharray: 5 3;
    }
    line.bad,
    .bound.bad {
      stroke: var(--bad, #85130f);
      stroke-dasharray: 5 3;
    }
    .path {
      fill: none;
      stroke: var(--edge, #4f6774);
      stroke-width: 1.5;
    }
    circle.right {
      fill: var(--good, #0a5231);
    }
    circle.none {
      fill: var(--white, #fff);
      stroke: var(--ink, #0f222c);
      stroke-width: 1.4;
    }
    path.wrong {
      fill: none;
      stroke: var(--bad, #85130f);
      stroke-width: 2;
    }
    .ear-right {
      stroke: #a3160f;
      fill: none;
      stroke-width: 2;
    }
    .ear-left {
      stroke: #123f94;
      fill: none;
      stroke-width: 2;
    }
    .tried {
      stroke-width: 1;
      opacity: 0.55;
    }
    .tried.heard.ear-right {
      fill: #a3160f;
    }
    .tried.heard.ear-left {
      fill: #123f94;
    }
    line.level {
      stroke: var(--edge, #4f6774);
      stroke-width: 3;
    }
    rect.track {
      fill: var(--wash, #dfecf1);
    }
    rect.high {
      fill: var(--good, #0a5231);
    }
    rect.low {
      fill: var(--bad, #85130f);
    }
    p {
      margin: 0.35rem 0 0.15rem;
      font-size: inherit;
    }
    p.strong {
      font-weight: 600;
    }
    .plates {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(4.5rem, 1fr));
      gap: 0.4rem;
    }
    figure {
      margin: 0;
    }
    figcaption {
      display: flex;
      gap: 0.4rem;
      justify-content: center;
    }
    span.right {
      color: var(--good, #0a5231);
    }
    span.wrong {
      color: var(--bad, #85130f);
    }
  `

  constructor() {
    super()
    this.setup = null
    this.trials = []
    this.language = 'zh'
  }

  override render() {
    if (!this.setup) return null
    const picture = draws[this.setup.procedure](this.setup, this.trials, this.language)
    if (!picture) return html`<p>${terms[this.language].logUnreadable}</p>`
    const { label, drawing } = picture
    return html`<div role="group" aria-label=${label.trim()}>${drawing}</div>`
  }
}
customElements.define('rf-log-picture', RfLogPicture)

declare global {
  interface HTMLElementTagNameMap {
    'rf-log-picture': RfLogPicture
  }
}
