import type { Verification } from '../service/papers.ts'
import { escaped, plainPage } from './html.ts'

const TITLE = '机动车驾驶人身体条件证明核验 · Verify a report'

const line = (zh: string, en: string, value: string): string => `<dt>${zh} <small>${en}</small></dt><dd>${escaped(value)}</dd>`

/** What anybody with the paper in hand may know: enough to see that it is genuine, and nothing more. */
export const verifyPage = ({ state, name, classes, examinedOn, validUntil, digest }: Verification): string =>
  plainPage(
    TITLE,
    (state === 'valid'
      ? '<h1 class="good">本证明真实有效<br><small lang="en">This report is genuine</small></h1>'
      : '<h1 class="bad">本证明已被新证明取代，不再有效<br><small lang="en">A later report has replaced this one; it is no longer valid</small></h1>') +
      `<dl>${[
        line('姓名', 'Name', name),
        line('准驾车型', 'Classes', classes.join('、') || '—'),
        line('体检日期', 'Examined on', examinedOn),
        line('有效期至', 'Valid until', validUntil),
        line('证明摘要', 'SHA-256', digest),
      ].join('')}</dl>` +
      '<p>请核对姓名和日期与纸质证明是否一致。<br><small lang="en">Compare the name and the dates with the paper.</small></p>',
  )

export const unknownPage = (): string =>
  plainPage(
    TITLE,
    '<h1 class="bad">查无此证明<br><small lang="en">No such report</small></h1>' +
      '<p>请重新扫描证明上的二维码；仍查不到的，请到出具证明的窗口核实。<br>' +
      '<small lang="en">Scan the code on the paper again. If it is still not found, ask at the counter that gave it to you.</small></p>',
  )
