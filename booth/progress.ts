import { css, html, type TemplateResult } from 'lit'

/** How far a station is: `share` from 0 to 1. */
export const progressBar = (label: string, share: number): TemplateResult => {
  const percent = Math.round(share * 100)
  return html`<div class="progress" role="progressbar" aria-label=${label} aria-valuenow=${percent} aria-valuemin="0" aria-valuemax="100">
    <div .style=${`width: ${percent}%`}></div>
  </div>`
}

export const progressLook = css`
  .progress {
    width: 100%;
    height: 1.25rem;
    border-radius: 1rem;
    background: var(--wash);
    overflow: hidden;
  }
  .progress > div {
    height: 100%;
    border-radius: 1rem;
    background: var(--deep);
    transition: width 200ms;
  }
`
