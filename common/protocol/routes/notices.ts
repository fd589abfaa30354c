import { NoticesTold } from '../notice.ts'
import { ReportNumber } from '../report.ts'
import { Done } from '../rest.ts'
import { route } from '../route.ts'

// What drivers were told by text message.

const params = { number: ReportNumber }

/** What the driver of a report was told, and whether they want to be. */
export const listNotices = route('GET', '/api/reports/:number/notices', {
  by: ['counter'],
  params,
  answer: NoticesTold,
  refuses: ['report-unknown', 'access-needs-reason'],
})

/** The driver said at the counter that they want no more text messages. */
export const endNotices = route('POST', '/api/reports/:number/notices/end', {
  by: ['counter'],
  params,
  answer: Done,
  refuses: ['report-unknown', 'other-site'],
})
