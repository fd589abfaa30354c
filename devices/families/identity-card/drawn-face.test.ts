import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Card } from '#protocol/reading.ts'
import { decodeDrawnFace, drawnFaceBlock } from './drawn-face.ts'

const card = (number: string): Card => ({
  kind: 'resident',
  name: '张三',
  sex: 'male',
  nation: '01',
  birth: '1880-01-01',
  address: '某路',
  number,
  authority: '某局',
  validFrom: '2020-01-01',
  validTo: null,
})

it("a simulated card's block is 1024 bytes and decodes to a picture of a card photo's size", async () => {
  const block = drawnFaceBlock(card('440524188001010014'))
  expect(block.length).toBe(1024)
  const png = await decodeDrawnFace(block)
  expect(png && (await sharp(png).metadata())).toMatchObject({ format: 'png', width: 102, height: 126 })
})

it('two people have two faces, one person always the same', async () => {
  const faces = await Promise.all(
    ['440524188001010014', '440524188001010014', '34052419800101001X'].map((number) => decodeDrawnFace(drawnFaceBlock(card(number)))),
  )
  expect(faces[0]).toEqual(faces[1])
  expect(faces[0]).not.toEqual(faces[2])
})

it("a real card's block has no decoder here", async () => {
  expect(await decodeDrawnFace(new Uint8Array(1024).fill(0x57))).toBeNull()
  expect(await decodeDrawnFace(new Uint8Array(10))).toBeNull()
})
