import { text } from '#words/index.ts'

/** Why a code isn't taken, or can't be. */
export const WHYS = ['wrong', 'too-many', 'no-code'] as const
type Why = (typeof WHYS)[number]

/** So many wrong codes are borne within that time, ms. Eight digits and five tries a quarter of an hour take a thousand years. */
const WRONG = 5
const WITHIN_MS = 15 * 60_000

/** Counts wrong codes. `clock`: monotonic, ms. */
export const openTries = (clock: () => number) => {
  let wrong: number[] = []
  return {
    spent: () => {
      wrong = wrong.filter((at) => clock() - at < WITHIN_MS)
      return wrong.length >= WRONG
    },
    wrong: () => void wrong.push(clock()),
  }
}

/** The form in front of the service page, in both languages, for a screen without a keyboard: the digits are buttons. */
export const codeForm = (why: Why | null): string => {
  const { zh, en } = { zh: text.zh.door.code, en: text.en.door.code }
  const key = (digit: number) => `<button type="button" data-digit="${digit}">${digit}</button>`
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${zh.title} ${en.title}</title><link rel="stylesheet" href="/service/code.css"><script src="/service/code.js" defer></script>
<main><h1>${zh.title} <span lang="en">${en.title}</span></h1>
<p>${zh.ask}<br><span lang="en">${en.ask}</span></p>
${why === null ? '' : `<p role="alert">${zh[why]}<br><span lang="en">${en[why]}</span></p>`}
<form method="post" action="/service/code" autocomplete="off">
<input name="code" inputmode="numeric" pattern="[0-9]{8}" maxlength="8" required autofocus aria-label="${zh.ask} ${en.ask}">
<div class="pad">${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(key).join('')}<button type="reset">${zh.clear} ${en.clear}</button>${key(0)}<button>${zh.open} ${en.open}</button></div>
</form><p><a href="/booth/">${zh.back} <span lang="en">${en.back}</span></a></p></main></html>`
}

/** Types the digits that are pressed. */
export const CODE_SCRIPT = `const field = document.querySelector('input')
for (const key of document.querySelectorAll('[data-digit]'))
  key.addEventListener('click', () => { if (field.value.length < 8) field.value += key.dataset.digit })
`

export const CODE_STYLE = `body { font: 32px/1.4 system-ui, sans-serif; max-width: 32em; margin: 2em auto; padding: 0 1em; color: #10222f; background: #fff }
h1 { font-size: 44px } [role=alert] { color: #8a1020; font-weight: 700 } a { color: #0b4a6f }
input { font: 700 56px/1.4 ui-monospace, monospace; letter-spacing: .2em; width: 100%; box-sizing: border-box; text-align: center; border: 4px solid #10222f; border-radius: 12px }
.pad { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; margin-top: 16px }
button { font: 600 clamp(20px, 5vw, 36px)/1.2 system-ui, sans-serif; padding: 0 4px; min-height: 96px; border: 3px solid #10222f; border-radius: 12px; background: #eef4f8; color: #10222f }
button:not([type]) { background: #0b4a6f; color: #fff } :focus-visible { outline: 6px solid #d08000; outline-offset: 2px }
`
