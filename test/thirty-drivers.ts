import type { Reason, Report } from '#protocol/report.ts'
import { sampleReport } from './sample-report.ts'

// Thirty made-up drivers whose papers differ in whatever a paper can differ in: names, cards, addresses, findings, outcomes, signatures.

/** A driver's report, and the second doctor where there is one. */
export type Driver = { report: Report; second?: string }

const reason = (
  code: Reason['code'],
  station: Reason['station'],
  classes: Reason['classes'],
  found: Reason['found'] = null,
  asked: number | null = null,
): Reason => ({
  code,
  station,
  classes,
  found,
  asked,
})
const outcome = (
  kind: Report['outcome']['kind'],
  classes: Report['outcome']['classes'],
  reasons: Reason[],
  conditions: Report['outcome']['conditions'] = [],
) => ({
  kind,
  classes,
  conditions,
  reasons,
  rules: '172-2025-01-01',
})
const { findings } = sampleReport()
/** The findings of the sample with others in the place of some. */
const but = (...others: Report['findings']): Report['findings'] =>
  findings.map((one) => others.find(({ station }) => station === one.station) ?? one)
const FIT = { outcome: outcome('fit', ['C1'], [reason('meets-all', null, ['C1'])]) }

type Change = [applicant: Partial<Report['applicant']>, change?: Partial<Report>, second?: string]

const CHANGES: Readonly<Record<string, Change>> = {
  'a short name': [{ name: '丁一' }, FIT],
  'a name of four characters': [{ name: '欧阳文静', sex: 'female' }, FIT],
  'a character of extension A': [{ name: '王㛃' }, FIT],
  'a character of extension B': [{ name: '𠮷野家' }, FIT],
  'a character that only the last font has': [{ name: '王\u{2ceb0}' }, FIT],
  'a middle dot': [{ name: '阿不都热依木江·阿不都克里木' }, FIT],
  'the other middle dot': [{ name: '买买提明‧艾合买提江' }, FIT],
  'the longest Uyghur name that a card holds': [{ name: '古丽巴哈尔·阿不都热合曼·买买提明' }, FIT],
  'a foreigner': [
    { name: 'MAXIMILIANA ALEXANDRA KONSTANT', nationality: 'DEU', document: 'foreign-permanent-residence-card', number: 'DEU310000199001' },
    FIT,
  ],
  'somebody from Hong Kong': [{ name: '陳美玲', sex: 'female', document: 'hmt-residence-permit', number: '810000199206010023' }, FIT],
  'the longest address': [
    { address: '示范自治区示范土家族苗族自治州示范县望海路街道办事处滨江社区居民委员会第十二居民小组幸福花园三期'.repeat(2).slice(0, 88) },
    FIT,
  ],
  'a short address': [{ address: '示范市' }, FIT],
  'a walk-in without file, phone and case': [
    { file: null, phone: null, classes: ['C1'] },
    { ...FIT, case: null },
  ],
  'many classes': [
    { classes: ['A1', 'A2', 'D', 'M', 'N', 'P'] },
    { outcome: outcome('fit', ['A1', 'A2', 'D', 'M', 'N', 'P'], [reason('meets-all', null, [])]) },
  ],
  'both eyes with glasses': [{}, {}],
  'one eye impaired': [
    {},
    {
      findings: but({ station: 'acuity-left', reached: null, glasses: false }, { station: 'acuity-right', reached: 5, glasses: false }),
      outcome: outcome('refer', [], [reason('one-eye-field-unknown', 'acuity-left', ['C1', 'D'], null, 150)]),
    },
  ],
  'a hearing aid': [
    {},
    {
      findings: but({ station: 'hearing', left: true, right: true, aid: true }),
      outcome: outcome('lower-classes', ['C1'], [reason('hearing-aid-not-allowed', 'hearing', ['D'])], ['hearing-aid']),
    },
  ],
  'lower classes alone': [
    { classes: ['A1'] },
    {
      findings: but({ station: 'height', cm: 149 }),
      outcome: outcome('lower-classes', ['C1', 'C2'], [reason('height-below', 'height', ['A1'], 149, 155)]),
    },
  ],
  'colour blind': [
    {},
    {
      findings: but({ station: 'colour', colour: 'red-green-blind' }),
      outcome: outcome('unfit', [], [reason('colour-blind', 'colour', ['C1', 'D'])]),
    },
  ],
  'no side of the sound': [
    {},
    {
      findings: but({ station: 'hearing', left: false, right: false, aid: false }),
      outcome: outcome('unfit', [], [reason('hearing-not-heard', 'hearing', ['C1', 'D'], 'both')]),
    },
  ],
  'three fingers on the left': [
    { classes: ['C1'] },
    {
      findings: but({ station: 'upper-limbs', upper: 'relaxed', left: '左手缺失小指及环指末节，其余三指健全，活动正常', right: '正常' }),
      outcome: outcome('fit', ['C1'], [reason('meets-all', null, ['C1'])]),
    },
  ],
  'the left leg missing': [
    { classes: ['C2'] },
    {
      findings: but({ station: 'lower-limbs', lower: 'left-leg', left: '左下肢自膝关节以下缺失，佩戴假肢', right: '正常' }),
      outcome: outcome('fit-with-conditions', ['C2'], [reason('meets-all', null, ['C2'])], ['left-leg']),
    },
  ],
  'C5, which another institution certifies': [
    { classes: ['C5'] },
    { outcome: outcome('refer', [], [reason('special-institution', null, ['C5'])]) },
  ],
  'somebody of 82': [
    { birth: '1944-03-02', number: '99990119440302001X', classes: ['C1'] },
    { outcome: outcome('fit', ['C1'], [reason('ability-test', null, ['C1'])]) },
  ],
  'stations for the hospital': [
    {},
    {
      findings: but(
        { station: 'acuity-right', refer: 'hospital', words: '须散瞳验光' },
        { station: 'colour', refer: 'in-person', words: '检查图无法辨认' },
        { station: 'trunk', refer: 'in-person', words: '转颈受限待查' },
      ),
      outcome: outcome(
        'refer',
        [],
        [
          reason('referred', 'acuity-right', ['C1', 'D'], '须散瞳验光'),
          reason('referred', 'colour', ['C1', 'D'], '检查图无法辨认'),
          reason('referred', 'trunk', ['C1', 'D'], '转颈受限待查'),
        ],
      ),
    },
  ],
  'a declared disease': [
    {},
    {
      declaration: { has: true, diseases: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], at: '2026-11-25T01:50:00.000Z', signature: 'b'.repeat(64) },
      outcome: outcome('unfit', [], [reason('declared-disease', null, ['C1', 'D'])]),
    },
  ],
  'two doctors, and hearing that was decided without a measurement': [
    {},
    {
      evidence: [
        {
          station: 'hearing',
          source: 'doctor',
          reading: null,
          digest: null,
          reason: '面对面音叉复查，双耳均能辨别方向',
          basis: 'not-measured',
        },
      ],
    },
    '欧阳文静',
  ],
  'decided against a measurement': [
    {},
    {
      evidence: [
        {
          station: 'acuity-left',
          source: 'doctor',
          reading: '00000000-0000-4000-8000-000000000077',
          digest: 'd'.repeat(64),
          reason: '复查时戴镜，读到4.9',
          basis: 'against',
          measured: { station: 'acuity-left', reached: null, glasses: false },
        },
      ],
    },
    '王安',
  ],
  'a report that replaces another, issued on another day': [
    {},
    { supersedes: 'RF20261120-000001', remark: '更正准驾车型。', issued: { on: '2026-11-27', until: '2027-05-27' } },
  ],
  'a long remark': [{}, { remark: '经远程视频检查，建议每年复查一次视力及听力；'.repeat(12).slice(0, 250) }],
}

export const DRIVERS: Readonly<Record<string, Driver>> = Object.fromEntries(
  Object.entries(CHANGES).map(([name, [applicant, change = {}, second]], n) => [
    name,
    {
      report: sampleReport({ number: `RF20261125-${String(n + 1).padStart(6, '0')}`, ...change }, applicant),
      ...(second === undefined ? {} : { second }),
    },
  ]),
)
