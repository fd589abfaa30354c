import { LANGUAGES } from '#protocol/basic.ts'
import { addressOf, SHELVES, type Shown, SIZES, STATES } from './shelves.ts'

const STYLE = `
  :root { font: 15px/1.5 system-ui, sans-serif; color-scheme: light }
  body { margin: 0; color: #1d2733; background: #f4f6f8 }
  a { color: #0b5cad } a:focus-visible, button:focus-visible { outline: 3px solid #0b5cad; outline-offset: 2px }
  main { max-width: 76rem; margin: 0 auto; padding: 1.5rem }
  section { background: #fff; border: 1px solid #d5dce3; border-radius: 8px; padding: .5rem 1.25rem 1rem; margin: 1rem 0 }
  h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: .5rem 0 }
  nav a { margin-right: 1rem }
  ul { list-style: none; padding: 0; margin: 0; columns: 24rem; column-gap: 2rem }
  li { break-inside: avoid; padding: .15rem 0; display: flex; gap: .75rem; justify-content: space-between }
  li span a { margin-left: .6rem; font-size: .85rem }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; padding: .5rem 1rem; background: #fff; border-bottom: 1px solid #d5dce3 }
  header b { font-size: 1.05rem } [aria-current] { font-weight: 700; color: inherit; text-decoration: none }
  iframe { border: 0; background: #fff; transform-origin: 0 0; display: block; box-shadow: 0 0 0 1px #d5dce3 }`

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>${STYLE}</style>
  </head>
  <body>
${body}
  </body>
</html>
`
const link = (shown: Shown, text: string, current = false): string =>
  `<a href="${addressOf(shown)}"${current ? ' aria-current="true"' : ''}>${text}</a>`

/** Every state, by page, with a link for each language and size. */
export const indexPage = (): string =>
  page(
    'Gallery',
    `<main>
  <h1>Gallery</h1>
  <p>Every page in every state that pictures are taken of. Everybody is made up; nothing that is pressed here reaches a server.</p>
  <nav aria-label="pages">${SHELVES.map((shelf) => `<a href="#${shelf}">${shelf}</a>`).join('')}</nav>
  ${SHELVES.map(
    (shelf) => `<section id="${shelf}">
    <h2>${shelf} <small>(${STATES[shelf].length})</small></h2>
    <ul>${STATES[shelf]
      .map((state) => {
        const ways = LANGUAGES.flatMap((language) => Object.keys(SIZES[shelf]).map((size) => ({ shelf, state, language, size })))
        return `<li>${state}<span>${ways.map((one) => link(one, `${one.language} ${one.size}`)).join('')}</span></li>`
      })
      .join('')}</ul>
  </section>`,
  ).join('\n')}
</main>`,
  )

/** One state in a frame of its size, made smaller where the window is; with the ways to its neighbours. */
export const showPage = (shown: Shown): string => {
  const { shelf, state, language, size } = shown
  const states = STATES[shelf]
  const at = states.indexOf(state)
  const neighbour = (by: number, text: string) => {
    const other = states[at + by]
    return other === undefined ? '' : link({ ...shown, state: other }, `${text} ${other}`)
  }
  const { width, height } = SIZES[shelf][size] ?? { width: 0, height: 0 }
  const frame = `/frame/${shelf}/${state}/${language}`
  return page(
    `${shelf} · ${state}`,
    `<header>
  <a href="/#${shelf}">gallery</a>
  <b>${shelf} · ${state}</b>
  <span>${LANGUAGES.map((one) => link({ ...shown, language: one }, one, one === language)).join(' ')}</span>
  <span>${Object.entries(SIZES[shelf])
    .map(([one, { width, height }]) => link({ ...shown, size: one }, `${one} ${width} × ${height}`, one === size))
    .join(' ')}</span>
  <span>${neighbour(-1, '←')} ${neighbour(1, '→')}</span>
  <a href="${frame}" target="_blank">alone</a>
</header>
<iframe title="${shelf} ${state}" src="${frame}" width="${width}" height="${height}" allow="camera *; microphone *; autoplay *; fullscreen *"></iframe>
<script>
  const frame = document.querySelector('iframe')
  const fit = () => {
    const room = innerHeight - document.querySelector('header').offsetHeight
    frame.style.transform = 'scale(' + Math.min(1, document.documentElement.clientWidth / ${width}, room / ${height}) + ')'
  }
  addEventListener('resize', fit)
  fit()
</script>`,
  )
}
