import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { reasonWords } from '#words/outcome.ts'
import { openLexicon } from '../../booth/aloud/lexicon.ts'
import { typeOf } from '../type/faces.ts'
import { sounds } from './sounds.ts'

// Writes docs/sentences/: a page that plays what the booth says, some of each kind, with the sounds as the build makes them.

const folder = join(import.meta.dirname, '../../docs/sentences')

/** Some of what the booth says in a language, with values as they may be. */
const sentencesOf = (language: Language): string[] => {
  const { booth, procedures, terms } = text[language]
  return [
    booth.welcome.text,
    booth.welcome.unreadableText,
    booth.identify.title,
    booth.consent.health,
    booth.declare.text,
    booth.photo.text,
    fill(booth.hub.place, { place: 12 }),
    booth.hub.waitText,
    procedures.height.booth.standText,
    procedures.acuity.booth.cover.left,
    procedures.acuity.booth.coverText.keypad,
    procedures.colour.booth.question.digits,
    procedures.hearing.booth.text.keypad,
    procedures.limbs.booth['press-right-pedal'],
    booth.stillThere.title,
    fill(booth.stillThere.left, { seconds: 42 }),
    fill(booth.cardAsks.anew.text, { on: '2026-11-20', validTo: '2027-05-20' }),
    terms.outcomes['fit-with-conditions'],
    reasonWords(language, { code: 'acuity-below', station: 'acuity-left', classes: ['A1', 'B2'], found: 4.9, asked: 5 }, 'driver'),
    reasonWords(language, { code: 'height-below', station: 'height', classes: ['A1'], found: 152, asked: 155 }, 'driver'),
    booth.result.takeCard,
  ]
}

const { files, index } = await sounds()
const bytesOf = new Map(files.map(({ name, bytes }) => [name, bytes]))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const rows = LANGUAGES.map((language) => {
  const { sentences, pieces, files: names } = index[language]
  const lexicon = openLexicon(language, { sentences, files: Object.fromEntries(pieces.map((piece, at) => [piece, names[at] ?? ''])) })
  return sentencesOf(language).map((sentence) => {
    const played = lexicon.piecesOf(sentence).flatMap((piece) => ('sound' in piece ? [piece.sound] : []))
    for (const name of played) writeFileSync(join(folder, name), bytesOf.get(name) ?? '')
    return `<button lang="${language}" data-sounds="${played.join(' ')}">${sentence}</button>`
  })
})
const [zh = [], en = []] = rows
// The machine's own Chinese may be a brush face, or empty boxes.
const type = await typeOf(LANGUAGES.flatMap(sentencesOf).join(''))
writeFileSync(join(folder, type.name), type.bytes)
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sentences heard</title>
<style>
@font-face { font-family: "Noto Sans SC"; src: url(${type.name}) format("woff2") }
body { font: 18px/1.5 "Noto Sans SC", sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #0f222c; background: #f7fafb }
[lang=en] { font-variant-east-asian: proportional-width }
table { border-spacing: .5rem; width: 100% } td { width: 50%; vertical-align: top }
button { font: inherit; width: 100%; text-align: start; padding: .75rem 1rem; border: 2px solid #4f6774; border-radius: .5rem; background: #fff; color: inherit }
button[aria-pressed=true] { background: #0b4257; color: #fff }
</style>
</head>
<body>
<h1>Sentences heard</h1>
<p>Some of each kind of what the booth says, with the sounds that the build makes: press one. Those with numbers are joined from pieces.
How the voices were chosen: <a href="../decisions/0045-the-booth-speaks.md">decision 45</a>.</p>
<table>
${zh.map((one, at) => `<tr><td>${one}</td><td>${en[at] ?? ''}</td></tr>`).join('\n')}
</table>
<script>
let playing
for (const key of document.querySelectorAll('button')) key.onclick = async () => {
  playing?.pause()
  for (const other of document.querySelectorAll('button')) other.ariaPressed = String(other === key)
  for (const name of key.dataset.sounds.split(' ')) {
    const sound = playing = new Audio(name)
    await sound.play()
    await new Promise((end) => sound.onended = end)
  }
  key.ariaPressed = 'false'
}
</script>
</body>
</html>
`,
)
