import { css, html, type TemplateResult } from 'lit'

/** A bar that fills in so many ms: something goes on, and ends by itself. */
export const bar = (label: string, ms: number): TemplateResult =>
  html`<div class="bar" role="progressbar" aria-label=${label}><div .style=${`animation-duration: ${ms}ms`}></div></div>`

export const barLook = css`
  .bar {
    width: 100%;
    max-width: 32rem;
    height: 2rem;
    border-radius: 1rem;
    background: var(--wash);
    overflow: hidden;
    forced-color-adjust: none;
  }
  .bar > div {
    height: 100%;
    border-radius: 1rem;
    background: var(--deep);
    animation: fill linear both;
  }
  @keyframes fill {
    from {
      width: 0;
    }
    to {
      width: 100%;
    }
  }
`
