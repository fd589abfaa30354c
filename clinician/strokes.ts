import { html, svg, type TemplateResult } from 'lit'
import type { Strokes } from '#protocol/basic.ts'

/** Handwriting as a picture. */
export const strokesPicture = ({ width, height, lines }: Strokes, label: string): TemplateResult =>
  html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${label} fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" stroke-width=${Math.max(width, height) / 160}>
    ${lines.map((line) => svg`<polyline points=${line.map((point) => point.join(',')).join(' ')} />`)}
  </svg>`
