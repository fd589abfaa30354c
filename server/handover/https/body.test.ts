import { createHash } from 'node:crypto'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { HandOver } from '#protocol/case.ts'
import { sampleReport } from '../../../test/sample-report.ts'
import { bodyOf } from './body.ts'

// Base64 as Node's own decoder and JSON as its own parser read it.
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const handed = (pdf: Uint8Array, sm2?: Uint8Array): unknown =>
  JSON.parse(
    Buffer.from(
      bodyOf({ report: sampleReport(), digest: 'd'.repeat(64), signedBy: 'passkey', pdf, pdfDigest: digestOf(pdf), ...(sm2 && { sm2 }) }),
    ).toString(),
  )

test.each([1, 2, 3, 12_287, 12_288, 12_289, 160_001])('a paper of %i bytes is in the message as the protocol has it', (size) => {
  // A part of something larger, as a file's is that was read in one block.
  const pdf = Buffer.alloc(size + 9, 0xa7).subarray(5, size + 5)
  const message = handed(pdf)
  expect([...Value.Errors(HandOver, message)]).toEqual([])
  expect(message).toMatchObject({ report: sampleReport(), pdf: pdf.toString('base64'), pdfDigest: digestOf(pdf) })
  expect(message).not.toHaveProperty('sm2')
})

test('a signature beside the paper is in it in base64', () => {
  const sm2 = Buffer.from('beside')
  expect(handed(Buffer.from('a paper'), sm2)).toMatchObject({ sm2: sm2.toString('base64'), report: sampleReport() })
})
