import type { Texts } from '../texts.ts'
import type { errands as zh } from '../zh/errands.ts'

/** Why a report isn't made or handed over yet: what happened, why, what to do. Read at the counter, by doctors and administrators. */
export const errands = {
  /** What happened, with the technicians' sign behind it. */
  fault: '{words} ({said})',
  tried: { draw: 'Tried {tries} times to make it since {since}.', deliver: 'Tried {tries} times to hand it over since {since}.' },
  waits: { draw: 'Waiting to be made since {since}.', deliver: 'Waiting to be handed over since {since}.' },
  sent: 'Handed over; the traffic case has owed its answer since {since}, under the reference {reference}.',
  asked: 'It is asked for by itself, and nothing is sent twice.',
  person: 'Needs a person',
  retried: 'It is tried again by itself, at growing intervals of up to an hour.',
  tryNow: 'Try now',
  trying: 'Trying …',
  faults: {
    'no-case':
      'No traffic case is set up, so there is nowhere to hand it over. The administrator enters its address and key in the settings and restarts the server.',
    'name-unknown':
      'The host name of the traffic case is not known. The administrator checks the address in the settings and name resolution.',
    'line-refused':
      'The host of the traffic case refuses the connection: it is not running, or the port is wrong. Call those who run it, and check the address in the settings.',
    unreachable: 'The network does not lead to the host of the traffic case. The administrator checks cables, routes and firewalls.',
    'line-cut': 'The connection to the traffic case broke off. That mostly mends itself; if it stays so, check the network and firewalls.',
    'timed-out': 'The traffic case did not answer in time. That mostly mends itself; if it stays so, call those who run it.',
    'certificate-expired':
      'The certificate of the traffic case has expired or is not valid yet. Those who run it replace it; check the time of the server, too.',
    'certificate-untrusted':
      'The certificate of the traffic case is not trusted: nobody can tell who is there, so nothing was sent. The administrator installs the root certificate that issued it and restarts the server.',
    'certificate-name':
      'The certificate of the traffic case names another host than the settings: nobody can tell who is there, so nothing was sent. The administrator compares the address, or those who run it replace the certificate.',
    'not-secure':
      'No encrypted connection to the traffic case comes about: the port is wrong, or the versions do not fit. The administrator compares the address and calls those who run it.',
    moved:
      'The traffic case sends us to another address, which is not followed for safety. The administrator enters the new address and restarts the server.',
    'key-wrong': 'The traffic case does not know our key. The administrator compares the key in the settings and restarts the server.',
    forbidden: 'The traffic case does not allow us to hand reports over. Ask those who run it for permission.',
    'address-wrong':
      'At the address in the settings nothing takes reports. The administrator compares the address of the traffic case and restarts the server.',
    'too-many': 'The traffic case gets too many at once and asks us to come again later. It is tried again when it asks for it.',
    down: 'The traffic case is out of order or busy at the moment. That mostly mends itself; if it stays so, call those who run it.',
    malformed:
      'The traffic case does not understand what was sent: the versions of the two sides may differ. Call those who run it, and the technicians of this system.',
    'not-taken': 'The traffic case did not accept it, and did not say why in the agreed way. Call those who run it.',
    conflict:
      'The traffic case says that a report of this number is being worked on, or that it has another one. Compare the number with those who run it.',
    'too-large': 'What was sent is too large for the traffic case. Those who run it raise its limit to at least 12 MB.',
    failed: 'The traffic case failed over this report. Call those who run it and tell them number and time.',
    'answer-too-long':
      'The answer of the traffic case is too long to be one and was not read to its end. The administrator compares the address and calls those who run it.',
    'answer-unreadable':
      'The answer of the traffic case can not be read, so nobody knows whether it has the report. The administrator compares the address and calls those who run it.',
    unanswered:
      'The traffic case has had it for more than a day and has not answered. Call those who run it and tell them number and reference.',
    'reference-unknown':
      'The traffic case does not know the reference that it gave itself: it may have lost the report, which is sent again under the same number. If it stays so, call those who run it.',
    'not-prepared':
      'What has to be sent can not be put together: a stored file is missing or damaged. Technicians compare the data folder with a backup.',
    'not-made':
      'The paper can not be made: the disk may be full, or the seal or a stored file out of order. Technicians look at the server’s log.',
    unknown: 'It failed for a reason that this system does not know. Technicians look at the server’s log.',
  },
} satisfies Texts<typeof zh>
