import { expect, test } from 'vitest'
import { heardAt } from './uart.ts'

const all = Uint8Array.from({ length: 256 }, (_, at) => at)

test('at the same speed every byte is heard as it was sent, and at one a little off too', () => {
  expect(heardAt(all, { sent: 9600, heard: 9600 })).toEqual(all)
  // Receivers bear some two percent over the ten bits of a byte.
  expect(heardAt(all, { sent: 9600, heard: 9450 })).toEqual(all)
  expect(heardAt(all, { sent: 9600, heard: 9750 })).toEqual(all)
})

// Worked by hand: at twice the speed each bit is seen twice, from 1.5 half bits behind the start's edge on.
test('at twice the speed a byte is heard in pieces', () => {
  // 00: nine low bits, then high: 18 low halves. The first ten are a byte with a low stop bit, and lost, with the rest of that low.
  expect([...heardAt(Uint8Array.of(0x00), { sent: 9600, heard: 19_200 })]).toEqual([])
  // FF: one low bit is two halves: start and a 0, then ones.
  expect([...heardAt(Uint8Array.of(0xff), { sent: 9600, heard: 19_200 })]).toEqual([0xfe])
  // 0F: start and bits 1111 0000: halves 00 11111111 00000000 11 → after the start: 0 1111111, stop 1; then the low half is a start again.
  expect([...heardAt(Uint8Array.of(0x0f), { sent: 9600, heard: 19_200 })][0]).toBe(0xfe)
})

test('at a twelfth of the speed hardly anything is left, and nothing of what was sent', () => {
  const heard = heardAt(all, { sent: 115_200, heard: 9600 })
  expect(heard.length).toBeLessThan(all.length / 8)
})
