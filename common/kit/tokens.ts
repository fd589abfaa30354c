import { type CSSResult, css, unsafeCSS } from 'lit'

/**
 * Every colour of the product on a light ground. Text colours reach 7:1 on each ground that `PAIRS` names; a test computes it. `white` is the
 * ground of what lies on the paper, and what stands on a full colour.
 */
export const COLOURS = {
  paper: '#f7fafb',
  white: '#ffffff',
  ink: '#0f222c',
  quiet: '#364853',
  deep: '#0b4257',
  deeper: '#072e3e',
  wash: '#dfecf1',
  line: '#bccdd5',
  edge: '#4f6774',
  good: '#0a5231',
  goodWash: '#e0f3e8',
  warn: '#5f3a00',
  warnWash: '#fff0d2',
  bad: '#85130f',
  badWash: '#fde7e5',
  focus: '#b54708',
  bar: '#0b4257',
  barInk: '#ffffff',
  night: '#072e3e',
} as const
export type Colour = keyof typeof COLOURS

/** The same by night: grounds are dark, and what is full of colour is light, so that each pair of colours stays one. */
export const DARK: Readonly<Record<Colour, string>> = {
  paper: '#0b161c',
  white: '#13232c',
  ink: '#eef5f8',
  quiet: '#c6d5dc',
  deep: '#a6d8ee',
  deeper: '#c9e8f6',
  wash: '#1d3540',
  line: '#35505d',
  edge: '#8fa9b6',
  good: '#93e2b7',
  goodWash: '#0f3020',
  warn: '#ffd591',
  warnWash: '#382809',
  bad: '#ffb9b3',
  badWash: '#431a17',
  focus: '#ffb27a',
  bar: '#0f2f3d',
  barInk: '#f2f8fa',
  night: '#04121a',
}

/** Which text stands on which ground. */
export const PAIRS: readonly (readonly [Colour, Colour])[] = [
  ['ink', 'paper'],
  ['ink', 'white'],
  ['ink', 'wash'],
  ['quiet', 'paper'],
  ['quiet', 'white'],
  ['quiet', 'wash'],
  ['deep', 'paper'],
  ['deep', 'white'],
  ['deep', 'wash'],
  ['white', 'deep'],
  ['white', 'deeper'],
  ['good', 'goodWash'],
  ['good', 'white'],
  ['white', 'good'],
  ['warn', 'warnWash'],
  ['warn', 'white'],
  ['bad', 'badWash'],
  ['bad', 'white'],
  ['white', 'bad'],
  ['barInk', 'bar'],
  ['barInk', 'night'],
]

/** Contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance of sRGB). */
export const contrast = (one: string, other: string): number => {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const propertiesOf = (colours: Readonly<Record<Colour, string>>): CSSResult =>
  unsafeCSS(
    Object.entries(colours)
      .map(([name, value]) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`)
      .join('\n'),
  )

/** What is a paper, or drawn in colours that mean something, lies on a light ground by night as well. */
export const onLight = css`
  :host {
    ${propertiesOf(COLOURS)}
    color-scheme: light;
    background: var(--white);
    color: var(--ink);
  }
`

/**
 * Sizes for what is read standing or seated in front of a kiosk of 1080 × 1920 or 1920 × 1080: one rem is 16 px there and shrinks with a
 * smaller window, so that the page can be tried on a laptop.
 */
export const BOOTH_SIZES = css`
  :root {
    --rem: clamp(8px, calc(100vmin / 67.5), 32px);
    font-size: var(--rem);
    --text-small: 1.75rem;
    --text: 2.125rem;
    --text-large: 2.75rem;
    --text-huge: 4rem;
    --space-1: 0.75rem;
    --space-2: 1.25rem;
    --space-3: 2rem;
    --space-4: 3rem;
    --space-5: 4.5rem;
    --radius: 1.5rem;
    --target: 6rem;
    --ring: 0.4rem;
    --touch: none;
    --arrival: 300ms;
  }
  :root[data-larger] {
    font-size: calc(1.5 * var(--rem));
  }
`
/**
 * Sizes for what is read at arm's length: one rem as the browser has it, and more on a screen that is larger than 1920 × 1080 and shows no more of
 * its pixels together: twice as much at 3840 × 2160.
 */
export const DESK_SIZES = css`
  :root {
    font-size: max(100%, min(200%, calc(100vw / 120), calc(100vh / 67.5)));
    --text-small: 0.875rem;
    --text: 1rem;
    --text-large: 1.25rem;
    --text-huge: 1.875rem;
    --space-1: 0.25rem;
    --space-2: 0.5rem;
    --space-3: 1rem;
    --space-4: 1.5rem;
    --space-5: 2.5rem;
    --radius: 0.5rem;
    --target: 2.5rem;
    --ring: 3px;
  }
`

const ground = css`
  :root {
    ${propertiesOf(COLOURS)}
    --font: 'Noto Sans SC', 'Noto Sans SC names', sans-serif;
    color-scheme: light;
  }
  html,
  body {
    margin: 0;
    height: 100%;
    background: var(--paper);
    color: var(--ink);
    font: var(--text) / 1.5 var(--font);
  }
  /* A Chinese font draws apostrophes, quotes and dashes as wide as a character, unless it's told otherwise. */
  body:lang(en) {
    font-variant-east-asian: proportional-width;
  }
`

/** Dark where the system is, unless somebody chose otherwise here (`data-scheme`). For pages that nothing is measured by. */
export const DARK_TOO = css`
  @media (prefers-color-scheme: dark) {
    :root:not([data-scheme='light']) {
      ${propertiesOf(DARK)}
      color-scheme: dark;
    }
  }
  :root[data-scheme='dark'] {
    ${propertiesOf(DARK)}
    color-scheme: dark;
  }
`

/** Puts colours, type and spacing on the document; custom properties reach into every element. Call once a page. */
export const wearTokens = (sizes: CSSResult, ...more: CSSResult[]): void => {
  document.adoptedStyleSheets = [ground, sizes, ...more].flatMap(({ styleSheet }) => (styleSheet ? [styleSheet] : []))
  // While the fonts of all words are on the way a browser would ask for those of names, too.
  document.fonts.onloadingdone = () => {
    for (const link of document.querySelectorAll('link')) link.disabled = false
  }
}

/** What every element shares: the box model, buttons, and a focus ring that is seen on each ground. */
export const shared = css`
  :host,
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: var(--ring) solid var(--focus);
    outline-offset: 2px;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
  }
  h1,
  h2,
  h3 {
    line-height: 1.25;
    text-wrap: balance;
  }
  button {
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    min-height: var(--target);
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius);
    border: 2px solid var(--edge);
    background: var(--white);
    color: var(--deep);
    cursor: pointer;
    touch-action: var(--touch, manipulation);
    animation: arrive var(--arrival, 0ms);
  }
  /* A key that has just come takes no finger: it was lifted to press what stood there before. */
  @keyframes arrive {
    from,
    to {
      pointer-events: none;
    }
  }
  button.primary {
    background: var(--deep);
    border-color: var(--deep);
    color: var(--white);
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  button:active {
    background: var(--wash);
  }
  button.primary:active {
    background: var(--deeper);
  }
  button[aria-pressed='true'] {
    background: var(--deep);
    border-color: var(--deep);
    color: var(--white);
  }
  button:disabled {
    background: var(--wash);
    border-color: var(--line);
    color: var(--quiet);
    cursor: default;
  }
  /* Where the system chooses the colours, a ground says nothing any more: what is chosen or ruled out is said in the system's own. */
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
    button.primary,
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
    }
    button.primary:focus-visible,
    button[aria-pressed='true']:focus-visible {
      outline-color: CanvasText;
    }
    button:disabled {
      forced-color-adjust: none;
      background: Canvas;
      border-color: GrayText;
      color: GrayText;
    }
    /* Drawings have dark lines: they keep their colours, and the light ground that these are made for. */
    svg[viewBox] {
      forced-color-adjust: none;
      background: var(--white);
      color: var(--ink);
    }
  }
`
