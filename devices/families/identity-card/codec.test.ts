import { describe, expect, it } from 'vitest'
import { cardFrame, cardFrames, FIND, READ, readAnswer, SAM_FAULTS, SELECT } from './codec.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const heard = (frame: Uint8Array) => cardFrames().push(frame, 0)

describe('commands, as SDT programs print them', () => {
  it.each([
    ['reset', [0x10, 0xff], 'AA AA AA 96 69 00 03 10 FF EC'],
    ['status', [0x11, 0xff], 'AA AA AA 96 69 00 03 11 FF ED'],
    ['reader number', [0x12, 0xff], 'AA AA AA 96 69 00 03 12 FF EE'],
    ['find', [0x20, 0x01], 'AA AA AA 96 69 00 03 20 01 22'],
    ['select', [0x20, 0x02], 'AA AA AA 96 69 00 03 20 02 21'],
    ['read', [0x30, 0x01], 'AA AA AA 96 69 00 03 30 01 32'],
    ['read with fingerprint', [0x30, 0x10], 'AA AA AA 96 69 00 03 30 10 23'],
    ['newest address', [0x30, 0x03], 'AA AA AA 96 69 00 03 30 03 30'],
    ['card number', [0x30, 0x05], 'AA AA AA 96 69 00 03 30 05 36'],
    ['most bytes by radio', [0x61, 0xff, 0x50], 'AA AA AA 96 69 00 04 61 FF 50 CA'],
  ])('%s', (_, body, hex) => {
    expect(cardFrame(body)).toEqual(bytes(hex))
  })

  it('the booth sends find, select and read', () => {
    expect([FIND, SELECT, READ]).toEqual(
      ['AA AA AA 96 69 00 03 20 01 22', 'AA AA AA 96 69 00 03 20 02 21', 'AA AA AA 96 69 00 03 30 01 32'].map(bytes),
    )
  })
})

describe('answers', () => {
  it.each([
    ['a card is found', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97', { answer: 'found' }],
    ['no card', 'AA AA AA 96 69 00 04 00 00 80 84', { answer: 'fault', fault: 'find-failed' }],
    ['selected', 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', { answer: 'done' }],
    ['select failed', 'AA AA AA 96 69 00 04 00 00 81 85', { answer: 'fault', fault: 'select-failed' }],
    ['read failed', 'AA AA AA 96 69 00 04 00 00 41 45', { answer: 'fault', fault: 'read-failed' }],
  ])('%s', (_, hex, answer) => {
    const [frame] = heard(bytes(hex))
    expect(frame && readAnswer(frame)).toEqual(answer)
  })

  it('a record is 1295 bytes: text of 256, photo of 1024', () => {
    const text = new Uint8Array(256).fill(0x20)
    const photo = new Uint8Array(1024).map((_, at) => at & 0xff)
    const frame = cardFrame(Uint8Array.of(0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, ...text, ...photo))
    expect(frame.length).toBe(1295)
    expect(frame.slice(0, 14)).toEqual(bytes('AA AA AA 96 69 05 08 00 00 90 01 00 04 00'))
    const [whole] = heard(frame)
    expect(whole && readAnswer(whole)).toEqual({ answer: 'record', text, photoBlock: photo })
  })

  it('a record with a fingerprint, whose length comes third, is the same record', () => {
    const text = new Uint8Array(256).fill(0x20)
    const photo = new Uint8Array(1024).fill(0x5a)
    const frame = cardFrame(Uint8Array.of(0, 0, 0x90, 1, 0, 4, 0, 4, 0, ...text, ...photo, ...new Uint8Array(1024)))
    const [whole] = heard(frame)
    expect(whole && readAnswer(whole)).toEqual({ answer: 'record', text, photoBlock: photo })
    expect(readAnswer(cardFrame(Uint8Array.of(0, 0, 0x90, 1, 0, 4, 0, 4, 0, ...text, ...photo, ...new Uint8Array(1000))))).toEqual({
      answer: 'fault',
      fault: 'information-length',
    })
  })

  it('a record that says other lengths than it has is a fault', () => {
    const frame = cardFrame(Uint8Array.of(0, 0, 0x90, 0x02, 0x00, 0x03, 0x00, ...new Uint8Array(1280)))
    expect(readAnswer(frame)).toEqual({ answer: 'fault', fault: 'information-length' })
  })

  it('each fault of the list has its own name, and one that is not on it is unknown', () => {
    for (const [code, fault] of Object.entries(SAM_FAULTS))
      expect(readAnswer(cardFrame([0, 0, Number(code)]))).toEqual({ answer: 'fault', fault })
    expect(new Set(Object.values(SAM_FAULTS)).size).toBe(18)
    expect(readAnswer(cardFrame([0, 0, 0x55]))).toEqual({ answer: 'fault', fault: 'answer-unknown' })
    expect(readAnswer(cardFrame([0, 1, 0x90]))).toEqual({ answer: 'fault', fault: 'answer-unknown' })
    expect(readAnswer(cardFrame([0, 0]))).toEqual({ answer: 'fault', fault: 'answer-unknown' })
  })

  it('no frame with one changed bit is heard as a frame', () => {
    const good = bytes('AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C')
    for (let at = 0; at < good.length; at++)
      for (let bit = 0; bit < 8; bit++) expect(heard(good.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)))).toEqual([])
  })
})
