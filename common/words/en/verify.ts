import type { Texts } from '../texts.ts'
import type { verify as zh } from '../zh/verify.ts'

export const verify = {
  title: 'Verify a health report',
  other: '中文',
  states: {
    valid: {
      heading: 'Genuine and in force',
      words: 'What this page shows is what was registered; the doctor’s signature and the paper match it.',
    },
    expired: {
      heading: 'No longer in force',
      words: 'The report is genuine, but it expired on {until} and can no longer be used: a new check is needed.',
    },
    superseded: {
      heading: 'Replaced',
      words: 'A later report has replaced this one, which is no longer valid. Use the later one.',
    },
    'taken-back-doctor': {
      heading: 'Withdrawn',
      words: 'The medical institution that issued this report has withdrawn it. It is no longer valid.',
    },
    'taken-back-counter': {
      heading: 'No longer accepted',
      words:
        'The medical institution that issued this report is no longer recognised, and the traffic police do not accept the report any more.',
    },
    'withdrawn-counter': {
      heading: 'Returned by the counter',
      words: 'The receiving counter returned this report. It can’t be used at present.',
    },
    'withdrawn-case': {
      heading: 'Refused by the traffic police',
      words: 'The traffic police refused this report. It can’t be used at present.',
    },
    'not-issued': {
      heading: 'Not issued yet',
      words:
        'The doctor has signed and the paper is being made; look again in a few minutes. Any paper from before then was not issued by us.',
    },
    held: {
      heading: 'Not issued yet',
      words:
        'The doctor has signed, but the paper can’t be made at the moment; the staff will deal with it. Any paper from before then was not issued by us.',
    },
    unsure: {
      heading: 'Can’t be confirmed now',
      words:
        'The records that we keep did not pass the check. That doesn’t mean that the report is false, but don’t rely on it until this is cleared up.',
    },
    unknown: {
      heading: 'No such report',
      words: 'Scan the code on the paper again. If it is still not found, the report was not issued by us, or the code is incomplete.',
    },
    busy: { heading: 'Too many requests', words: 'Wait a minute, then try again.' },
  },
  conclusion: 'Conclusion of the examination',
  conditions: 'Notes',
  classes: 'Classes whose conditions are met',
  noClasses: 'none',
  overrides: { 'not-measured': 'By the doctor’s decision, not measured', against: 'By the doctor’s decision, against the measurement' },
  second: 'Second doctor',
  countersigned: 'another doctor has countersigned',
  compare: 'Compare with the paper',
  number: 'Number',
  name: 'Name',
  document: 'Document’s last four',
  examinedOn: 'Examined on',
  issuedOn: 'Issued on',
  validUntil: 'Valid until',
  signedBy: 'Doctor’s signature',
  signatures: { passkey: 'by passkey, checked', password: 'demonstration: a password in place of a signature, without legal effect' },
  handover: 'Traffic police',
  handovers: { waiting: 'being handed over', taken: 'handed over', accepted: 'handed over, and accepted at the counter' },
  proofs: 'Data to check by',
  digest: 'SHA-256 of the content',
  pdf: 'SHA-256 of the PDF',
  renewed: 'SHA-256 of the PDF with added proofs',
  certificate: 'SHA-256 of the seal’s certificate',
  sm2: 'SHA-256 of the SM2 certificate',
  getSm2: 'Download the SM2 signature (.p7s)',
  aboutSm2: 'It is a file of its own beside the PDF as it was sealed, not an electronic seal by GB/T 38540.',
  paper: {
    heading: 'Download the report (PDF)',
    words:
      'For the driver: type the last six characters of the number of your identity document, digits and letters as they are printed. If the number is shorter, type all of it.',
    label: 'Last six characters of the number',
    get: 'Download',
    browser: 'If nothing opens in WeChat or another app, open this page in the phone’s browser.',
    wrong: 'This does not match the document’s number, so nothing was downloaded. Check it and try again; tries left: {left}.',
    locked: 'Too many wrong tries: this report can’t be downloaded at present. Try again in an hour, or collect it at the counter.',
    shut: 'Too many wrong tries: this report can’t be downloaded from this page any more. Collect it at the counter.',
  },
  ask: 'Questions? Ask at the counter of “{site}” ({institution}), and give the number {number}.',
  askAnybody: 'Questions? Ask at the counter that handles your licence, and bring the report.',
  askNumber: 'Questions? Ask at the counter that handles your licence, and give the number {number}.',
} satisfies Texts<typeof zh>
