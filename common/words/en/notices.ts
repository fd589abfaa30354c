import type { Texts } from '../texts.ts'
import type { notices as zh } from '../zh/notices.ts'

export const notices = {
  texts: {
    'taken-effect': 'The counter of {counter} has accepted your report {number}. It is valid until {validTo}.',
    returned: 'The counter of {counter} returned your report {number}: {because}. Please go to the counter.',
    'paper-missing': 'Your report {number} was accepted, but {missing} must reach the counter of {counter} by {until}.',
    lapsed: 'Your report {number} lapsed: {missing} did not come by {until}. Please go to the counter of {counter}.',
  },
  because: {
    photo: 'the photo does not meet the rules',
    identity: 'name or document number differ from the record',
    classes: 'the classes are not those applied for',
    case: 'there is no such case, or it is closed',
    signature: 'a signature is illegible or incomplete',
    paper: 'the report is incomplete or illegible',
    other: 'ask there for the reason',
  },
  kinds: { 'taken-effect': 'accepted', returned: 'returned', 'paper-missing': 'papers missing', lapsed: 'lapsed' },
  outcomes: {
    waiting: 'to be sent',
    sent: 'sent',
    'not-wanted': 'not sent: the driver has not asked for text messages',
    overtaken: 'not sent: a newer one says more',
    refused: 'the gateway refused it ({fault})',
    'given-up': 'given up after three days ({fault})',
    'not-set-up': 'not sent: no gateway is set up',
  },
  heading: 'Text messages',
  wanted: 'The driver has wanted text messages since {since}: {phone}',
  unwanted: 'The driver has not asked for text messages.',
  end: 'The driver wants no more text messages',
  none: 'There has been nothing to tell yet.',
  waits: 'tried {tries} times ({fault}), tried again by itself',
  house: 'the system',
} satisfies Texts<typeof zh>
