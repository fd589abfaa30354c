import sharp from 'sharp'
import type { Strokes } from '#protocol/basic.ts'
import type { Countersignature, Report } from '#protocol/report.ts'

/** A made-up driver's report, whole, for tests that draw, seal or hand over. */
export const sampleReport = (change: Partial<Report> = {}, applicant: Partial<Report['applicant']> = {}): Report => ({
  form: '2026-1',
  number: 'RF20261125-000001',
  code: 'ABCDEFGHJKLMNPQR',
  supersedes: null,
  check: '00000000-0000-4000-8000-000000000001',
  case: 'G202611250001',
  applicant: {
    name: '张三',
    sex: 'male',
    birth: '1980-06-01',
    nationality: '中国',
    document: 'resident-identity-card',
    number: '99990119800601001X',
    address: '示范市滨江区望海路100号3幢2单元601室',
    phone: '13800000000',
    file: '999900123456',
    classes: ['C1', 'D'],
    photo: 'a'.repeat(64),
    ...applicant,
  },
  declaration: { has: false, diseases: [], at: '2026-11-25T01:50:00.000Z', signature: 'b'.repeat(64) },
  findings: [
    { station: 'height', cm: 172 },
    { station: 'acuity-right', reached: 5.0, glasses: true },
    { station: 'acuity-left', reached: 4.9, glasses: true },
    { station: 'colour', colour: 'no-red-green-blindness' },
    { station: 'hearing', left: true, right: true, aid: false },
    { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
    { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
    { station: 'trunk', trunk: 'normal' },
  ],
  evidence: [],
  outcome: {
    kind: 'fit-with-conditions',
    classes: ['C1', 'D'],
    conditions: ['glasses-left', 'glasses-right'],
    reasons: [{ code: 'meets-all', station: null, classes: ['C1', 'D'], found: null, asked: null }],
    rules: '172-2025-01-01',
  },
  remark: null,
  doctor: { id: '00000000-0000-4000-8000-000000000002', name: '林知远', signature: 'c'.repeat(64) },
  institution: '示范市交通医院（演示）',
  hall: '示范市车管服务大厅',
  booth: '一号体检亭',
  examinedOn: '2026-11-25',
  validUntil: '2027-05-25',
  drawnUpAt: '2026-11-25T02:00:00.000Z',
  ...change,
})

/** Another doctor's signature over such a report. */
export const sampleSecond: Countersignature = {
  doctor: { id: '00000000-0000-4000-8000-000000000003', name: '周岚' },
  signedBy: 'passkey',
  at: '2026-11-25T02:10:00.000Z',
  registered: { id: '00000000-0000-4000-8000-000000000004', version: 2, licence: '110000000000017', until: '2028-12-31' },
}

/** A wavy line, as a finger would write. */
export const sampleStrokes: Strokes = {
  width: 700,
  height: 160,
  lines: [
    Array.from({ length: 60 }, (_, i) => [60 + i * 5, 80 + 45 * Math.sin(i / 4)] as [number, number]),
    Array.from({ length: 40 }, (_, i) => [380 + i * 6, 90 + 30 * Math.cos(i / 3)] as [number, number]),
  ],
}

/** A drawn face as a camera would send it: JPEG, 720 × 960. */
export const samplePhoto = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="960"><rect width="720" height="960" fill="#f4f6f8"/>
       <rect x="170" y="680" width="380" height="280" rx="120" fill="#24405c"/><ellipse cx="360" cy="430" rx="170" ry="220" fill="#e8b894"/>
       <path d="M190 400 Q200 190 360 190 Q520 190 530 400 Q470 280 360 290 Q250 280 190 400" fill="#222"/>
       <circle cx="300" cy="430" r="18"/><circle cx="420" cy="430" r="18"/><path d="M300 540 Q360 580 420 540" stroke="#933" stroke-width="12" fill="none"/></svg>`,
    ),
  )
    .jpeg({ quality: 92 })
    .toBuffer()
