import { customPinyin, pinyin } from 'pinyin-pro'
import { numberPieces } from '../../booth/aloud/parts.ts'

// Where the dictionary reads across the border of two words, or takes the rarer of two readings. Found by comparing every sentence with
// another dictionary (docs/decisions/0045-the-booth-speaks.md).
customPinyin({
  参加: 'cān jiā',
  心脏: 'xīn zàng',
  只用于: 'zhǐ yòng yú',
  只过了: 'zhǐ guò le',
})

/** Latin letters as they are called in Chinese, as near as its syllables come. */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'ei1',
  B: 'bi4',
  C: 'sei1',
  D: 'di4',
  E: 'yi4',
  F: 'ai2 fu5',
  G: 'ji4',
  H: 'ei2 chi5',
  I: 'ai4',
  J: 'zhei4',
  K: 'kei4',
  L: 'ai2 lou5',
  M: 'ai2 mu5',
  N: 'en1',
  O: 'ou1',
  P: 'pi1',
  Q: 'kiu1',
  R: 'a4',
  S: 'ai2 si5',
  T: 'ti4',
  U: 'you1',
  V: 'wei1',
  W: 'da2 bu5 liu5',
  X: 'ai2 ke5 si5',
  Y: 'wai4',
  Z: 'zei4',
}

/** Marks at which the voice pauses. */
const PAUSES: Readonly<Record<string, string>> = {
  '，': ',',
  '、': ',',
  '；': ';',
  '：': ',',
  '。': '.',
  '！': '!',
  '？': '?',
  '（': ',',
  '）': ',',
}

/** Syllables of Chinese characters with the tones that they have in this sentence: 一 and 不 change theirs before another. */
const syllables = (text: string): string => pinyin(text, { toneType: 'num', v: true, toneSandhi: true }).replaceAll(/(?<=[a-z])0/g, '5')

/** A Chinese text as numbered pinyin, with numbers and letters as they are said in it: 4.9 级 is si4 dian3 jiu3 ji2. */
export const pinyinOf = (text: string): string =>
  [...text.matchAll(/\d+(?:\.\d+)?|\p{sc=Han}+|[a-z]+|./giu)]
    .flatMap(([part]) => {
      if (/^\d/.test(part))
        return syllables((numberPieces('zh', part) ?? Array.from(part, (digit) => numberPieces('zh', digit) ?? []).flat()).join(''))
      if (/^\p{sc=Han}/u.test(part)) return syllables(part)
      if (/^[a-z]/i.test(part)) return Array.from(part.toUpperCase(), (letter) => LETTERS[letter] ?? '').join(' ')
      return PAUSES[part] ?? []
    })
    .join(' ')
