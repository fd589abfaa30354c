import { Value } from 'typebox/value'
import { afterEach, expect, test } from 'vitest'
import { Report } from '#protocol/report.ts'
import { hashOf } from '../../test/made-up/ids.ts'
import { me } from '../../test/screens/made-up/account.ts'
import { drawnUp, report } from '../../test/screens/made-up/report.ts'
import { emptyDesk, withClaimed } from '../desk.ts'
import { ConcludePage } from './page.ts'
import { Paper } from './paper.ts'

afterEach(() => document.body.replaceChildren())

/** Every field of a value, as `applicant.name`; a list of numbers or words is one field. */
const fieldsOf = (value: unknown, path = ''): string[] => {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value)
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return [path]
  return below.flatMap(([key, part]) => fieldsOf(part, path === '' ? key : `${path}.${key}`))
}

const paperOf = async (shown: Report, language: 'zh' | 'en') => {
  const paper = Object.assign(new Paper(), { report: shown, strokes: me.strokes, language })
  document.body.append(paper)
  await paper.updateComplete
  const marked = [...paper.renderRoot.querySelectorAll<HTMLElement>('[data-field]')]
  return { text: paper.renderRoot.textContent ?? '', marked }
}

/** A report with words in every field that may be empty. */
const full: Report = {
  ...report,
  supersedes: 'RF20261101-000007',
  applicant: { ...report.applicant, phone: '13800000000' },
  declaration: { ...report.declaration, has: true, diseases: [4, 9] },
}

test.each(['zh', 'en'] as const)('every field of the report stands on the page that is signed (%s)', async (language) => {
  expect(Value.Check(Report, full)).toBe(true)
  const { marked } = await paperOf(full, language)
  const paths = marked.filter(({ textContent }) => textContent?.trim() !== '').map(({ dataset }) => dataset['field'] ?? '')
  const missing = fieldsOf(full).filter((field) => !paths.some((path) => field === path || field.startsWith(`${path}.`)))
  expect(missing).toEqual([])
})

test('names, numbers, dates and digests are shown whole', async () => {
  const { text } = await paperOf(full, 'zh')
  const { applicant, declaration, doctor, evidence } = full
  const words = [
    full.number,
    full.code,
    full.supersedes,
    full.check,
    full.case,
    full.institution,
    full.remark,
    full.examinedOn,
    full.validUntil,
  ]
  const whole = [applicant.name, applicant.number, applicant.address, applicant.phone, applicant.file, applicant.photo]
  const digests = evidence.flatMap(({ reading, digest, reason }) => [reading, digest, reason])
  for (const value of [...words, ...whole, declaration.signature, doctor.id, doctor.signature, ...digests].filter(
    (value) => value !== null,
  ))
    expect(text).toContain(value)
})

test('another value in any field of words changes what the page shows', async () => {
  const before = (await paperOf(full, 'zh')).text
  for (const change of [
    { findings: full.findings.map((finding) => (finding.station === 'height' ? { station: 'height' as const, cm: 154 } : finding)) },
    {
      findings: full.findings.map((finding) =>
        finding.station === 'trunk' ? { station: 'trunk' as const, trunk: 'disorder' as const } : finding,
      ),
    },
    { outcome: { ...full.outcome, kind: 'unfit' as const } },
    { declaration: { ...full.declaration, diseases: [5, 9] } },
  ]) {
    expect((await paperOf({ ...full, ...change }, 'zh')).text).not.toBe(before)
  }
})

const concludePage = async (digest: string) => {
  const check = await drawnUp()
  const desk = {
    ...withClaimed(emptyDesk(me), check),
    shown: { number: report.number, digest },
    signing: { options: null, password: true, seconds: 0, inWriting: false },
  }
  const page = Object.assign(new ConcludePage(), { desk, language: 'zh' })
  document.body.append(page)
  await page.updateComplete
  return page.renderRoot
}

test('the page offers the signature when both digests agree, and only then', async () => {
  const { drawnUp: registered } = await drawnUp()
  expect((await concludePage(registered?.digest ?? '')).querySelector('input[name=password]')).not.toBeNull()
  const differing = await concludePage(hashOf('0'))
  expect(differing.querySelector('input[name=password]')).toBeNull()
  expect(differing.querySelector('[role=alert]')?.textContent).toContain('不能签发')
})
