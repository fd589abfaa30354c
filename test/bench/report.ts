import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { chromium as playwright } from 'playwright-core'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { drawReport } from '../../server/report/draw.ts'
import { type Draw, openDrawing } from '../../server/report/drawing.ts'
import type { Examination } from '../../server/report/examination.ts'
import { fieldsOf } from '../../server/report/fields.ts'
import { FORM } from '../../server/report/form.ts'
import { judgePhoto } from '../../server/report/photo.ts'
import type { Seal } from '../../server/report/seal.ts'
import { decideStation } from '../../server/service/checks/commands.ts'
import { claim } from '../../server/service/checks/leases.ts'
import { conclude, drawUp } from '../../server/service/checks/signoff.ts'
import { chromium } from '../../vitest.config.ts'
import { cardOf } from '../driver.ts'
import { sampleExamination } from '../sample-examination.ts'
import { samplePhoto, sampleReport, sampleStrokes } from '../sample-report.ts'
import { testSeal } from '../test-seal.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure } from '../world.ts'
import { tell } from './goals/goals.ts'

// From the doctor's conclusion to the sealed paper in the store, through the service as it runs; and how fast pages are made,
// beside Chromium printing the same form.
const REPORTS = 60
const WARM = 10
const NAMES = ['张三', '李建国', '王㛃', '欧阳文静', '𠮷野家']

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)] ?? Number.NaN

const conclusionToPaper = async (draw: Draw): Promise<number[]> => {
  const world = await openWorld({ outside: { draw } })
  const doctor = await world.person('dr-bench', 'doctor')
  const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
  const { announce } = world.deps
  const times: number[] = []
  for (let i = 0; i < REPORTS + WARM; i++) {
    const booth = await world.booth(`${i}号`)
    await booth.calibrate()
    const id = await booth.queued(cardOf(NAMES[i % NAMES.length] ?? '张三', 100 + i))
    for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
    sure(await claim(world.deps, doctor.doctor, await asked(id)))
    for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked(id)), finding, reason: null }))
    const drawn = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked(id)), remark: null }))
    const request = { ...(await asked(id)), digest: drawn.drawnUp?.digest ?? '', proof: { by: 'password', password: PASSWORD } as const }
    // The password's hash is made slow on purpose and belongs to the demonstration: the clock starts where the conclusion's
    // transaction has ended, and the first word of it goes round.
    let concluded: number | null = null
    world.deps.announce = (what) => {
      concluded ??= performance.now()
      announce(what)
    }
    sure(await conclude(world.deps, doctor.doctor, request))
    world.deps.announce = announce
    if (concluded === null) throw new Error('nobody heard of the conclusion')
    while ((await world.check(id)).report?.pdf == null) await new Promise((next) => setTimeout(next, 1))
    if (i >= WARM) times.push(performance.now() - concluded)
  }
  await world.close()
  return times
}

const photo = await judgePhoto(await samplePhoto())
if (isRefusal(photo)) throw new Error('the sample photo must be usable')
const pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
const examination = await sampleExamination()

/** Papers drawn and sealed a second, with the pages of how they were measured or without. */
const ours = async (reports: readonly Report[], seal: Seal, behind: Examination | null): Promise<number> => {
  const make = async (report: Report) => seal(sure(await drawReport(report, pictures, 'https://roadfit.example', { examination: behind })))
  for (const report of reports.slice(0, WARM)) await make(report)
  const start = performance.now()
  for (const report of reports) await make(report)
  return (reports.length * 1000) / (performance.now() - start)
}

/** The same form as a page: its boxes, its words and what stands in each field, at the same places. */
const asPage = (report: Report): string => {
  const fields = fieldsOf(report, 'd'.repeat(64))
  const at = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) => `left:${x}pt;top:${y}pt;width:${w}pt;height:${h}pt`
  const cells = FORM.cells.map((cell) => `<i style="${at(cell)};border:.6pt solid"></i>`)
  const labels = FORM.order
    .flatMap((part) => ('label' in part ? [part.label] : []))
    .map((label) => `<i style="${at(label)};font-size:${label.size}pt">${label.text}</i>`)
  const values = Object.entries(FORM.fields).map(([name, box]) => {
    const value = fields[name]
    return `<i style="${at(box)};font-size:${box.size}pt">${value === true ? '✓' : ([value].flat()[0] ?? '')}</i>`
  })
  return `<!doctype html><meta charset="utf-8"><style>@page{size:A4;margin:0}i{position:absolute;font-style:normal;font-family:"Noto Sans CJK SC","LXGW WenKai",sans-serif}</style>${[...cells, ...labels, ...values].join('')}`
}

const chromiums = async (reports: readonly Report[]): Promise<number> => {
  const browser = await playwright.launch(chromium)
  const page = await browser.newPage()
  const print = async (report: Report) => {
    await page.setContent(asPage(report))
    await page.pdf({ format: 'A4' })
  }
  for (const report of reports.slice(0, 3)) await print(report)
  const start = performance.now()
  for (const report of reports) await print(report)
  const rate = (reports.length * 1000) / (performance.now() - start)
  await browser.close()
  return rate
}

/** So many papers are asked for a second, and for so long, s. */
const RUSH = { perSecond: 20, seconds: 10 }
/** How long this thread waits for its turn while papers are drawn beside it, ms: the 99th percentile. */
const loopWhile = async (draw: Draw): Promise<number> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const papers: ReturnType<Draw>[] = []
  delay.enable()
  for (let i = 0; i < RUSH.perSecond * RUSH.seconds; i++) {
    papers.push(draw({ report: sampleReport(), pictures, origin: 'https://roadfit.example', second: null, examination }))
    await new Promise((next) => setTimeout(next, 1000 / RUSH.perSecond))
  }
  delay.disable()
  await Promise.all(papers)
  return delay.percentile(99) / 1e6
}

const folder = mkdtempSync(join(tmpdir(), 'roadfit-seal-'))
const drawing = openDrawing(folder)
const times = await conclusionToPaper(drawing.draw)
const loop = await loopWhile(drawing.draw)
await drawing.close()
const seal = await testSeal(folder, { now: new Date(), random: randomBytes })
const reports = Array.from({ length: 40 }, (_, i) => sampleReport({}, { name: NAMES[i % NAMES.length] ?? '张三' }))
// Alternating, so that a busy moment of the machine meets all.
const rates = { form: [] as number[], whole: [] as number[], chromium: [] as number[] }
for (let round = 0; round < 3; round++) {
  rates.form.push(await ours(reports, seal, null))
  rates.whole.push(await ours(reports, seal, examination))
  rates.chromium.push(await chromiums(reports.slice(0, 15)))
}
const rate = (of: keyof typeof rates) => percentile(rates[of], 0.5)
const one = (value: number) => Math.round(value * 10) / 10
tell(
  'report',
  {
    p95_ms: one(percentile(times, 0.95)),
    p50_ms: one(percentile(times, 0.5)),
    loop_p99_ms: one(loop),
    pdf_per_s: one(rate('form')),
    whole_per_s: one(rate('whole')),
    chromium_ratio: one(rate('form') / rate('chromium')),
    reports: times.length,
  },
  { p95_ms: { most: 100 }, chromium_ratio: { least: 10 }, loop_p99_ms: { most: 20 } },
)
rmSync(folder, { recursive: true, force: true })
process.exit()
