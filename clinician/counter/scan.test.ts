import { expect, test } from 'vitest'
import { type Key, scannedIn, withoutPause } from './scan.ts'

/** The keys of a US keyboard by which a text is typed, `ms` from one to the next. */
const typed = (text: string, ms = 8, from = 0): Key[] =>
  Array.from(text, (character, index) => {
    const at = from + index * ms
    if (/[a-z]/i.test(character)) return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character), at }
    if (/\d/.test(character)) return { code: `Digit${character}`, shift: false, at }
    const marks: Record<string, [string, boolean]> = {
      '-': ['Minus', false],
      '/': ['Slash', false],
      '.': ['Period', false],
      ':': ['Semicolon', true],
    }
    const [code = '', shift = false] = marks[character] ?? []
    return { code, shift, at }
  })
const read = (keys: readonly Key[], writing: boolean) => scannedIn(keys, writing)?.text ?? null

const NUMBER = 'RF20261125-000041'
const QR = 'https://roadfit.example.cn:8443/verify/K7WD3MQX9RTB2Q4Z'

test.each([NUMBER, QR, '11010519491231002X', 'USA110058123457', QR.toUpperCase()])('%s is read wherever the focus is', (text) => {
  expect(read(typed(text), true)).toBe(text)
  expect(read(typed(text), false)).toBe(text)
})

test('a slow scanner is heard where nobody writes, and where somebody may what comes no faster than a hand is left to the field', () => {
  expect(read(typed(NUMBER, 180), false)).toBe(NUMBER)
  expect(read(typed(NUMBER, 180), true)).toBeNull()
})

test('words, names, cases and short numbers are nobody’s scan', () => {
  for (const text of ['zhangsan', 'k', '1261125000123', 'RF2026', '']) expect(read(typed(text), false), text).toBeNull()
})

test('what was typed just before is not part of what is read', () => {
  const before = typed('zhao', 200)
  const keys = [...before, ...typed(NUMBER, 8, 900)]
  expect(scannedIn(keys, true)).toEqual({ text: NUMBER, from: 4 })
  expect(withoutPause([...before, ...typed(NUMBER, 8, 5000)])).toHaveLength(NUMBER.length)
})
