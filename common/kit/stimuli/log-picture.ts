import { css, html, LitElement, svg } from 'lit'
import { drawPlate } from '#measure/colour/plate.ts'
import { draws } from '#pictures/draws.ts'
import { type Part, type Shape, type ShownPlate, WIDTH } from '#pictures/picture.ts'
import type { Language } from '#protocol/basic.ts'
import type { Setup, Trial } from '#protocol/measurement.ts'
import { terms } from '#words/terms.ts'
import { onLight } from '../tokens.ts'
import './plate.ts'

const drawShape = (one: Shape) => {
  switch (one.shape) {
    case 'line':
      return svg`<line class=${one.ink} x1=${one.from[0]} y1=${one.from[1]} x2=${one.to[0]} y2=${one.to[1]} />`
    case 'polyline':
      return svg`<polyline class=${one.ink} points=${one.points.map(([x, y]) => `${x},${y}`).join(' ')} />`
    case 'circle':
      return svg`<circle class=${one.ink} cx=${one.at[0]} cy=${one.at[1]} r=${one.r} />`
    case 'path':
      return svg`<path class=${one.ink} d=${one.d} />`
    case 'rect':
      return svg`<rect class=${one.ink} x=${one.at[0]} y=${one.at[1]} width=${one.w} height=${one.h} />`
    case 'text':
      return svg`<text class=${one.strong ? 'strong' : ''} text-anchor=${one.anchor ?? 'start'} x=${one.at[0]} y=${one.at[1]}>${one.text}</text>`
  }
}

/**
 * Plates that were drawn, the newest last: a log that grows shows the same ones again with every trial. They're drawn for sRGB, which is what a
 * doctor's screen takes a page's colours to be; the booth's bytes were for the booth's own screen.
 */
const drawn = new Map<string, ReturnType<typeof drawPlate>>()
const MOST = 200

const plateOf = (stimulus: ShownPlate['stimulus']) => {
  const name = `${stimulus.kind} ${stimulus.sweep ?? 0} ${stimulus.plate} ${stimulus.figure}`
  const plate = drawn.get(name) ?? drawPlate(stimulus)
  drawn.set(name, plate)
  for (const oldest of drawn.keys()) if (drawn.size > MOST) drawn.delete(oldest)
  return plate
}

const showPlate = ({ stimulus, figure, wrong, label }: ShownPlate) => {
  const { ground, dots } = plateOf(stimulus)
  return html`<figure>
    <rf-plate .ground=${ground} .dots=${dots} .label=${label}></rf-plate>
    <figcaption aria-hidden="true">${figure}<span class=${wrong === null ? 'right' : 'wrong'}>${wrong === null ? '✓' : `✕ ${wrong}`}</span></figcaption>
  </figure>`
}

const showPart = (one: Part) => {
  if (one.part === 'drawing') return html`<svg viewBox="0 0 ${WIDTH} ${one.height}" aria-hidden="true">${one.shapes.map(drawShape)}</svg>`
  if (one.part === 'plates') return html`<div class="plates">${one.plates.map(showPlate)}</div>`
  return html`<p class=${one.strong ? 'strong' : ''}>${one.text}</p>`
}

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

  static override styles = [
    onLight,
    css`
    :host {
      display: block;
        padding: 0.375rem 0.5rem;
        border-radius: var(--radius, 0.5rem);
      max-width: 26rem;
      color: var(--ink, #0f222c);
      font-size: 0.875rem;
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
    line {
      stroke-width: 1;
    }
    .axis {
      stroke: var(--line, #bccdd5);
    }
    polyline {
      fill: none;
    }
    line.good,
    polyline.good {
      stroke: var(--good, #0a5231);
      stroke-dasharray: 5 3;
    }
    line.bad,
    polyline.bad {
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
  `,
  ]

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
    const { label, parts } = picture
    return html`<div role="group" aria-label=${label.trim()}>${parts.map(showPart)}</div>`
  }
}
customElements.define('rf-log-picture', RfLogPicture)

declare global {
  interface HTMLElementTagNameMap {
    'rf-log-picture': RfLogPicture
  }
}
