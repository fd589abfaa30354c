import type { Texts } from '../texts.ts'
import type { sentBack as zh } from '../zh/sent-back.ts'

export const sentBack = {
  title: 'What became of returned reports',
  help: 'Reports that you signed and that the counter returned, the traffic police refused, or the counter stopped accepting, and what followed.',
  report: 'Report',
  cameBack: 'Why it came back',
  ended: 'What followed',
  at: 'When',
  what: {
    returned: 'Returned by {by}, {squad}: {reason}',
    refused: 'Refused by the traffic police: {reason}',
    'not-accepted': 'No longer accepted by {by}, {squad}: {reason}',
  },
  became: {
    replaced: 'Replaced by {number}',
    corrected: 'Corrected in {number}',
    withdrawn: 'Withdrawn',
    'sent-again': 'Sent again by the counter',
  },
  read: 'Read',
  older: 'Older ones',
  loading: 'Fetching …',
} satisfies Texts<typeof zh>
